import Type from "typebox";
import { type ChartName, type ComponentName, chartPins, type Pin, pins } from "../constructs/pins";
import { count, optional, strict, text } from "./parts";

/** Overrides of a component's images, by the names of the table of pins. */
const images = (name: ComponentName) =>
  optional(
    strict(
      Object.fromEntries(
        Object.entries<string>(pins[name].images).map(([key, image]) => [
          key,
          optional(text("image", `Default: ${image}`)),
        ]),
      ),
      "Overrides pinned images",
    ),
  );

const chart = ({ chart, version, repository }: Pin) =>
  optional(
    strict(
      {
        version: optional(text("version", `Chart version. Default: ${version}`)),
        repository: optional(text("repository", `Chart repository. Default: ${repository}`)),
      },
      `Overrides the pinned chart ${chart}`,
    ),
  );

const install = optional(
  Type.Boolean({ description: "false: the site has its own, or does without. Default: true" }),
);

/** The site's own of a component that others find by the Kubernetes API. */
const ownInCluster = {
  install,
  own: optional(
    strict(
      { namespace: text("kubernetes-name", "Where its pods run: flows to and from them are opened there") },
      "With `install: false`: where the site's own is",
    ),
  ),
};

/** The site's own of a component that others connect to. */
const ownEndpoint = {
  install,
  own: optional(
    strict(
      {
        url: text("endpoint", "Where it answers"),
        namespace: optional(text("kubernetes-name", "Its namespace, where it runs in this cluster")),
        addresses: optional(
          Type.Array(text("cidr", "Where it answers"), {
            minItems: 1,
            description: "Its address ranges, where it runs outside this cluster",
          }),
        ),
        port: optional(
          count(
            1,
            65535,
            "The port of its pods, where a Service translates that of the URL. Default: the URL's",
          ),
        ),
      },
      "With `install: false`: where the site's own is. Either `namespace` or `addresses` is given",
    ),
  ),
};

/** What a component can be told: chart and images, and the settings of its own. */
const component = <T extends Type.TProperties>(name: ChartName, description: string, settings: T) =>
  optional(strict({ chart: chart(chartPins[name]), images: images(name), ...settings }, description));

/** The same for one whose objects are all ours. */
const ownComponent = <T extends Type.TProperties>(name: ComponentName, description: string, settings: T) =>
  optional(strict({ images: images(name), ...settings }, description));

export const Components = strict(
  {
    "secret-replicator": component(
      "secret-replicator",
      "Copies secrets to the namespaces that read them",
      ownInCluster,
    ),
    "envoy-gateway": component("envoy-gateway", "The controller of the gateway, and the proxy's image", {
      install,
    }),
    "cert-manager": component("cert-manager", "Issues and renews the gateway's certificates", ownInCluster),
    "external-dns": component(
      "external-dns",
      "Makes the records of the gateway, where `dns.records` is managed",
      { install },
    ),
    gateway: ownComponent("gateway", "The way in for clients", {
      install,
      replicas: optional(count(1, 20, "Proxies that answer clients. Default: 1")),
    }),
    "postgres-operator": component("postgres-operator", "CloudNativePG's operator", ownInCluster),
    postgres: component("postgres", "The Postgres cluster", {
      ...ownEndpoint,
      instances: optional(count(1, 9, "Database instances: one primary, the rest standbys. Default: 1")),
      storage: optional(text("quantity", "Volume of each instance. Default: 20Gi")),
    }),
    minio: component("minio", "The object store", {
      ...ownEndpoint,
      servers: optional(
        count(
          1,
          16,
          "Servers of the object store: 1, or 4 to 16 that spread each object and go on while one is away. Default: 1. Set it before there is data (docs/operations/README.md)",
        ),
      ),
      volumes: optional(count(1, 16, "Volumes of each server, where there are several servers. Default: 1")),
      storage: optional(text("quantity", "Size of each volume. Default: 20Gi")),
    }),
    backup: ownComponent("backup", "Backups of the databases and of the objects", { install }),
    "argo-workflows": component("argo-workflows", "The engine that runs orders", { install }),
    loki: component("loki", "The log store", {
      ...ownEndpoint,
      storage: optional(
        text(
          "quantity",
          "Volume for what is not yet in the object store; docs/operations/README.md says how it grows. Default: 10Gi",
        ),
      ),
    }),
    magda: component("magda", "The catalogue", {
      ...ownEndpoint,
      storage: optional(text("quantity", "Volume of the catalogue's database. Default: 20Gi")),
    }),
    grafana: component("grafana", "Shows the logs", { install }),
    alloy: component("alloy", "The log shipper, where `logs.shipper` is alloy", { install }),
    promtail: component("promtail", "The log shipper, where `logs.shipper` is promtail", { install }),
  },
  "Overrides per component",
);
