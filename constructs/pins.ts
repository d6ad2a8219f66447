/**
 * The one table of what is installed from outside: chart, version, repository and images of every component.
 * An environment file can override each entry under `components.<name>`.
 */
export interface Pin {
  readonly chart: string;
  readonly version: string;
  /** `https://…` (Helm repository) or `oci://…` (registry). */
  readonly repository: string;
  /** Full references, registry and tag included, by the name an environment file overrides them with. */
  readonly images: Readonly<Record<string, string>>;
}

/** The maintained build of MinIO's code base; its image also carries the client `mc` (docs/decisions/0004). */
const SILO = "docker.io/pgsty/silo:RELEASE.2026-09-16T00-00-00Z";

export const pins = {
  "secret-replicator": {
    chart: "kubernetes-replicator",
    version: "2.12.4",
    repository: "https://helm.mittwald.de",
    images: { replicator: "quay.io/mittwald/kubernetes-replicator:v2.12.4" },
  },
  "postgres-operator": {
    chart: "cloudnative-pg",
    version: "0.29.0",
    repository: "https://cloudnative-pg.github.io/charts",
    images: { operator: "ghcr.io/cloudnative-pg/cloudnative-pg:1.30.0" },
  },
  postgres: {
    chart: "cluster",
    version: "0.8.1",
    repository: "https://cloudnative-pg.github.io/charts",
    images: {
      postgres: "ghcr.io/cloudnative-pg/postgresql:17.10-system-trixie",
      pooler: "ghcr.io/cloudnative-pg/pgbouncer:1.25.1",
    },
  },
  minio: {
    chart: "minio",
    version: "5.4.0",
    repository: "https://charts.min.io",
    images: { server: SILO, client: SILO },
  },
  "argo-workflows": {
    chart: "argo-workflows",
    version: "1.0.18",
    repository: "https://argoproj.github.io/argo-helm",
    images: {
      controller: "quay.io/argoproj/workflow-controller:v4.0.10",
      executor: "quay.io/argoproj/argoexec:v4.0.10-nonroot",
    },
  },
} as const satisfies Record<string, Pin>;

export type ComponentName = keyof typeof pins;

/** A component's images by name: the keys of its row above. */
export type ImageNames<N extends ComponentName> = keyof (typeof pins)[N]["images"];
