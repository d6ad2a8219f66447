import { Construct } from "constructs";
import { componentRelease } from "../chart-release";
import type { ComponentProps } from "../component";
import { imageOf } from "../images";
import { restrictedContainer, restrictedPod } from "../security";
import { loki } from "./definition";
import { sizes, storageOf } from "./sizes";
import { storeValues } from "./store";

export type LokiProps = ComponentProps;

const USER = 10001;
const off = { enabled: false };

const defaults = (props: LokiProps) => {
  const { environment, storageClassName } = props;
  const store = storeValues(props);
  const { registry, repository, tag } = imageOf(environment, "loki", "loki");
  return {
    deploymentMode: "Monolithic",
    loki: {
      image: { registry, repository, tag },
      podSecurityContext: { ...restrictedPod(USER), fsGroup: USER, fsGroupChangePolicy: "OnRootMismatch" },
      containerSecurityContext: restrictedContainer,
      ...store.loki,
      auth_enabled: true, // without a tenant's name nothing is written or read
      commonConfig: { replication_factor: 1, ring: { kvstore: { store: "inmemory" } } }, // one replica has nobody to gossip with
      // What is stored can be read as long as its entry stays: a new format is a new entry, from a day in the future.
      schemaConfig: {
        configs: [
          {
            from: "2026-01-01",
            store: "tsdb",
            object_store: "s3",
            schema: "v13",
            index: { prefix: "index_", period: "24h" },
          },
        ],
      },
      storage: store.storage,
      limits_config: {
        retention_period: environment.logs?.retention ?? "14d",
        // The default is for one of many tenants; here the one tenant is all of the platform.
        ingestion_rate_mb: 16,
        ingestion_burst_size_mb: 32,
        max_line_size_truncate: true, // the beginning of a line that is too long, instead of nothing
      },
      compactor: { retention_enabled: true, delete_request_store: "s3" },
      analytics: { reporting_enabled: false },
    },
    singleBinary: {
      ...store.singleBinary,
      persistence: {
        size: storageOf(environment),
        storageClass: storageClassName,
      },
      resources: sizes.server,
    },
    // What the chart brings beside it.
    gateway: off, // a proxy in front of the one Service
    chunksCache: off, // asks for 10 GB
    resultsCache: off,
    lokiCanary: off,
    test: off,
    ruler: off,
    sidecar: { rules: off },
    defaults: { automountServiceAccountToken: false },
    serviceAccount: { automountServiceAccountToken: false, ...store.serviceAccount },
    rbac: { namespaced: true }, // else the chart makes a cluster role, even without a rule in it
  };
};

/** Loki in one process: chunks and index in the object store, the last hours also on its volume. */
export class Loki extends Construct {
  readonly ready;

  constructor(scope: Construct, id: string, props: LokiProps) {
    super(scope, id);
    this.ready = componentRelease(this, loki, props, defaults(props));
  }
}
