import { commonRange, type KubernetesRange } from "./kubernetes-range";

/**
 * The one table of what is installed from outside: chart, version, repository and images of every component.
 * An environment file can override each entry under `components.<name>`.
 */
export interface Pin extends OwnPin {
  readonly chart: string;
  readonly version: string;
  /** `https://…` (Helm repository) or `oci://…` (registry). */
  readonly repository: string;
  /** The versions of Kubernetes it works with: as the chart says, narrowed to what its makers support; `{}` where neither says anything. */
  readonly kubernetes: KubernetesRange;
}

/** A component whose objects are all ours, so that only its images come from outside. */
export interface OwnPin {
  /** Full references, registry and tag included, by the name an environment file overrides them with. */
  readonly images: Readonly<Record<string, string>>;
  /** Images that an operator starts on its own: who starts them and where, in words. `npm run render` sees that it is told each. */
  readonly startedBy?: Readonly<Record<string, string>>;
}

/** The maintained build of MinIO's code base; its image also carries the client `mc` (docs/decisions/0004). */
const SILO = "docker.io/pgsty/silo:RELEASE.2026-09-16T00-00-00Z";

export const pins = {
  "secret-replicator": {
    chart: "kubernetes-replicator",
    version: "2.12.4",
    repository: "https://helm.mittwald.de",
    kubernetes: {},
    images: { replicator: "quay.io/mittwald/kubernetes-replicator:v2.12.4" },
  },
  "envoy-gateway": {
    chart: "gateway-helm",
    version: "v1.9.0",
    repository: "oci://docker.io/envoyproxy",
    kubernetes: { from: "1.33", to: "1.36" }, // https://gateway.envoyproxy.io/news/releases/matrix/
    images: {
      controller: "docker.io/envoyproxy/gateway:v1.9.0",
      proxy: "docker.io/envoyproxy/envoy:distroless-v1.39.0",
    },
    startedBy: { proxy: "Envoy Gateway, in the pods of the Gateway" },
  },
  "cert-manager": {
    chart: "cert-manager",
    version: "v1.21.1",
    repository: "oci://quay.io/jetstack/charts",
    kubernetes: { from: "1.33", to: "1.36" }, // https://cert-manager.io/docs/releases/
    images: {
      controller: "quay.io/jetstack/cert-manager-controller:v1.21.1",
      webhook: "quay.io/jetstack/cert-manager-webhook:v1.21.1",
      cainjector: "quay.io/jetstack/cert-manager-cainjector:v1.21.1",
      startupapicheck: "quay.io/jetstack/cert-manager-startupapicheck:v1.21.1",
      acmesolver: "quay.io/jetstack/cert-manager-acmesolver:v1.21.1",
    },
    startedBy: { acmesolver: "cert-manager, while an ACME authority looks whether the domain is ours" },
  },
  "external-dns": {
    chart: "external-dns",
    version: "1.21.1",
    repository: "https://kubernetes-sigs.github.io/external-dns",
    kubernetes: {},
    images: { "external-dns": "registry.k8s.io/external-dns/external-dns:v0.21.0" },
  },
  gateway: {
    images: { kubectl: "registry.k8s.io/kubectl:v1.34.3" },
  },
  "postgres-operator": {
    chart: "cloudnative-pg",
    version: "0.29.0",
    repository: "https://cloudnative-pg.github.io/charts",
    kubernetes: { from: "1.34", to: "1.36" }, // https://cloudnative-pg.io/docs/1.30/supported_releases
    images: { operator: "ghcr.io/cloudnative-pg/cloudnative-pg:1.30.0" },
  },
  postgres: {
    chart: "cluster",
    version: "0.8.1",
    repository: "https://cloudnative-pg.github.io/charts",
    kubernetes: { from: "1.29" },
    images: {
      postgres: "ghcr.io/cloudnative-pg/postgresql:17.10-system-trixie",
      pooler: "ghcr.io/cloudnative-pg/pgbouncer:1.25.1",
    },
    startedBy: {
      postgres: "CloudNativePG, in the instances of the cluster",
      pooler: "CloudNativePG, in PgBouncer's pods",
    },
  },
  minio: {
    chart: "minio",
    version: "5.4.0",
    repository: "https://charts.min.io",
    kubernetes: {},
    images: { server: SILO, client: SILO },
  },
  backup: {
    // Copies to folders, S3 and Blob alike; the dumps are made with the database's own image.
    images: { rclone: "docker.io/rclone/rclone:1.76.0" },
  },
  "argo-workflows": {
    chart: "argo-workflows",
    version: "1.0.18",
    repository: "https://argoproj.github.io/argo-helm",
    kubernetes: { from: "1.31" }, // the oldest that its makers test; newer ones are meant to work
    images: {
      controller: "quay.io/argoproj/workflow-controller:v4.0.10",
      executor: "quay.io/argoproj/argoexec:v4.0.10-nonroot",
    },
    startedBy: { executor: "Argo's controller, in the pod of each order" },
  },
  loki: {
    chart: "loki",
    version: "18.11.0",
    repository: "oci://ghcr.io/grafana-community/helm-charts",
    kubernetes: { from: "1.25" },
    images: { loki: "docker.io/grafana/loki:3.7.6" },
  },
  magda: {
    chart: "magda-core",
    version: "6.2.0",
    repository: "oci://ghcr.io/magda-io/charts",
    kubernetes: { from: "1.21" },
    images: {
      "registry-api": "ghcr.io/magda-io/magda-registry-api:6.2.0",
      "authorization-api": "ghcr.io/magda-io/magda-authorization-api:6.2.0",
      opa: "ghcr.io/magda-io/magda-opa:6.2.0",
      postgres: "ghcr.io/magda-io/magda-postgres:6.2.0",
      "registry-migrator": "ghcr.io/magda-io/magda-migrator-registry-db:6.2.0",
      "authorization-migrator": "ghcr.io/magda-io/magda-migrator-authorization-db:6.2.0",
      "aspect-migrator": "ghcr.io/magda-io/magda-migrator-registry-aspects:6.2.0",
    },
  },
  grafana: {
    chart: "grafana",
    version: "12.11.1",
    repository: "oci://ghcr.io/grafana-community/helm-charts",
    kubernetes: { from: "1.25" },
    images: { grafana: "docker.io/grafana/grafana:13.2.0" },
  },
  alloy: {
    chart: "alloy",
    version: "1.11.1",
    repository: "https://grafana.github.io/helm-charts",
    kubernetes: {},
    images: { alloy: "docker.io/grafana/alloy:v1.18.1" },
  },
  promtail: {
    chart: "promtail",
    version: "6.17.1",
    repository: "https://grafana.github.io/helm-charts",
    kubernetes: {},
    images: { promtail: "docker.io/grafana/promtail:3.5.1" },
  },
} as const satisfies Record<string, Pin | OwnPin>;

export type ComponentName = keyof typeof pins;

/** The components that a chart from outside installs. */
export type ChartName = {
  [N in ComponentName]: (typeof pins)[N] extends Pin ? N : never;
}[ComponentName];

export const hasChart = (name: ComponentName): name is ChartName => "chart" in pins[name];

/** The rows of the table that pin a chart. */
export const chartPins = Object.fromEntries(
  Object.entries<Pin | OwnPin>(pins).filter(([, pin]) => "chart" in pin),
) as Readonly<Record<ChartName, Pin>>;

/** A component's images by name: the keys of its row above. */
export type ImageNames<N extends ComponentName> = keyof (typeof pins)[N]["images"];

/** The versions of Kubernetes that every pin works with. */
export const pinnedRange: KubernetesRange = commonRange(
  Object.entries(chartPins).map(([title, { kubernetes: range }]) => ({ title, range })),
);
