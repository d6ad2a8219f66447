import { exemptions as argoWorkflows } from "../../constructs/argo-workflows/exemptions";
import { exemptions as certManager } from "../../constructs/cert-manager/exemptions";
import { exemptions as envoyGateway } from "../../constructs/envoy-gateway/exemptions";
import type { Exemption } from "../../constructs/exemption";
import { exemptions as externalDns } from "../../constructs/external-dns/exemptions";
import { exemptions as grafana } from "../../constructs/grafana/exemptions";
import { exemptions as loki } from "../../constructs/loki/exemptions";
import { magdaExemptions as magda } from "../../constructs/magda/exemptions";
import { exemptions as minio } from "../../constructs/minio/exemptions";
import { exemptions as nodes } from "../../constructs/nodes/exemptions";
import { exemptions as postgres } from "../../constructs/postgres/exemptions";
import { exemptions as postgresOperator } from "../../constructs/postgres-operator/exemptions";
import { exemptions as promtail } from "../../constructs/promtail/exemptions";
import type { Exemptions } from "./finding";

/** Of every component that has some. */
const all: Exemptions = {
  "argo-workflows": argoWorkflows,
  "cert-manager": certManager,
  "envoy-gateway": envoyGateway,
  "external-dns": externalDns,
  grafana,
  loki,
  magda,
  minio,
  nodes,
  postgres,
  "postgres-operator": postgresOperator,
  promtail,
};

const only = (isMeant: (exemption: Exemption) => boolean): Exemptions =>
  Object.fromEntries(Object.entries(all).map(([component, list]) => [component, list.filter(isMeant)]));
const isCheckovs = ({ rule }: Exemption) => rule.startsWith("CKV");

/** From the rules of `npm run render`. */
export const exemptions = only((exemption) => !isCheckovs(exemption));
/** From the checks of `npm run checkov`. */
export const checkovExemptions = only(isCheckovs);
