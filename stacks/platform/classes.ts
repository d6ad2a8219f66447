import { Alloy } from "../../constructs/alloy";
import { ArgoWorkflows } from "../../constructs/argo-workflows";
import { Backup } from "../../constructs/backup";
import { CertManager } from "../../constructs/cert-manager";
import type { ComponentClass } from "../../constructs/component";
import { EnvoyGateway } from "../../constructs/envoy-gateway";
import { ExternalDns } from "../../constructs/external-dns";
import { Gateway } from "../../constructs/gateway";
import { Grafana } from "../../constructs/grafana";
import { Loki } from "../../constructs/loki";
import { Magda } from "../../constructs/magda";
import { Minio } from "../../constructs/minio";
import type { ComponentName } from "../../constructs/pins";
import { Postgres } from "../../constructs/postgres";
import { PostgresOperator } from "../../constructs/postgres-operator";
import { Promtail } from "../../constructs/promtail";
import { SecretReplicator } from "../../constructs/secret-replicator";

/** What installs each component. */
export const classes: Readonly<Record<ComponentName, ComponentClass>> = {
  "secret-replicator": SecretReplicator,
  "envoy-gateway": EnvoyGateway,
  "cert-manager": CertManager,
  "external-dns": ExternalDns,
  gateway: Gateway,
  "postgres-operator": PostgresOperator,
  postgres: Postgres,
  minio: Minio,
  backup: Backup,
  "argo-workflows": ArgoWorkflows,
  loki: Loki,
  magda: Magda,
  grafana: Grafana,
  alloy: Alloy,
  promtail: Promtail,
};
