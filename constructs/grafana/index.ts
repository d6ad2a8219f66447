import { Construct } from "constructs";
import { componentRelease } from "../chart-release";
import type { ComponentProps } from "../component";
import { imageOf } from "../images";
import { loki, tenant } from "../loki/definition";
import { Manifests } from "../manifests";
import { addressOf } from "../own";
import { restrictedContainer, restrictedPod } from "../security";
import { dashboards, dataSource } from "./dashboards";
import { adminSecret, grafana } from "./definition";
import { settings } from "./settings";
import { sizes } from "./sizes";

export type GrafanaProps = ComponentProps;

const USER = 472;
const FOLDER = "platform";
const DASHBOARDS = "grafana-dashboards";
const path = `/var/lib/grafana/dashboards/${FOLDER}`;

const defaults = ({ environment, secrets }: GrafanaProps) => {
  const { registry, repository, tag } = imageOf(environment, "grafana", "grafana");
  return {
    image: { registry, repository, tag },
    admin: { existingSecret: adminSecret.name },
    // It encrypts what the database holds; without one Grafana takes a key that everybody knows.
    envValueFrom: {
      GF_SECURITY_SECRET_KEY: { secretKeyRef: { name: adminSecret.name, key: "secret-key" } },
    },
    podAnnotations: secrets.revisions(adminSecret.name),
    // All that it shows comes from files: each start is a first start (docs/decisions/0010).
    persistence: { enabled: false },
    datasources: {
      "datasources.yaml": {
        apiVersion: 1,
        datasources: [
          {
            name: "Loki",
            uid: dataSource,
            type: "loki",
            access: "proxy",
            url: addressOf(environment, loki).url,
            isDefault: true,
            editable: false,
            jsonData: { httpHeaderName1: tenant.header, maxLines: 1000 },
            secureJsonData: { httpHeaderValue1: tenant.name },
          },
        ],
      },
    },
    dashboardProviders: {
      "dashboardproviders.yaml": {
        apiVersion: 1,
        providers: [
          { name: FOLDER, type: "file", disableDeletion: true, allowUiUpdates: false, options: { path } },
        ],
      },
    },
    dashboardsConfigMaps: { [FOLDER]: DASHBOARDS },
    "grafana.ini": {
      ...settings,
      dashboards: { default_home_dashboard_path: `${path}/platform.json` },
    },
    securityContext: restrictedPod(USER),
    containerSecurityContext: restrictedContainer,
    extraEmptyDirMounts: [{ name: "tmp", mountPath: "/tmp" }], // sockets of its data sources, which are processes of their own
    resources: sizes.server,
    serviceAccount: { create: false },
    automountServiceAccountToken: false,
    rbac: { create: false },
  };
};

/** Grafana without a volume: data source and dashboards are files, so nothing is lost with its pod. */
export class Grafana extends Construct {
  readonly ready;

  constructor(scope: Construct, id: string, props: GrafanaProps) {
    super(scope, id);
    const { dependsOn } = props;
    const namespace = grafana.namespace.name;
    const files = new Manifests(this, "dashboards", {
      name: DASHBOARDS,
      namespace,
      manifests: [
        {
          apiVersion: "v1",
          kind: "ConfigMap",
          metadata: { name: DASHBOARDS },
          data: Object.fromEntries(
            Object.entries(dashboards).map(([file, dashboard]) => [file, JSON.stringify(dashboard)]),
          ),
        },
      ],
      dependsOn,
    }).release;
    this.ready = componentRelease(this, grafana, props, defaults(props), { dependsOn: [files] });
  }
}
