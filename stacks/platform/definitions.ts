import { alloy } from "../../constructs/alloy/definition";
import { argoWorkflows } from "../../constructs/argo-workflows/definition";
import { backup } from "../../constructs/backup/definition";
import { certManager } from "../../constructs/cert-manager/definition";
import { type CloudWorkload, cloudFlows } from "../../constructs/cloud-workload";
import type { ComponentDefinition, Definition } from "../../constructs/definition";
import { envoyGateway } from "../../constructs/envoy-gateway/definition";
import { externalDns } from "../../constructs/external-dns/definition";
import { gateway } from "../../constructs/gateway/definition";
import { grafana } from "../../constructs/grafana/definition";
import { dnsFlows, type Flow } from "../../constructs/isolation/flows";
import { loki } from "../../constructs/loki/definition";
import { magda } from "../../constructs/magda/definition";
import { minio } from "../../constructs/minio/definition";
import { makesNodes, nodes } from "../../constructs/nodes/definition";
import { orderNamespaceDefinition, orders } from "../../constructs/orders/definition";
import { ownOrOurs, withOwn } from "../../constructs/own";
import type { PodRequests } from "../../constructs/pod-requests";
import { postgres } from "../../constructs/postgres/definition";
import { postgresOperator } from "../../constructs/postgres-operator/definition";
import { promtail } from "../../constructs/promtail/definition";
import { secretReplicator } from "../../constructs/secret-replicator/definition";
import type { SecretDefinition } from "../../constructs/secrets/definition";
import { services } from "../../constructs/services/definition";
import type { Environment } from "../../environments/schema";
import { accessOf } from "../cluster";

/** Every component there is, each behind those that it needs: the order in which they are described and installed. */
export const components: readonly ComponentDefinition[] = [
  secretReplicator,
  envoyGateway,
  certManager,
  externalDns,
  gateway,
  postgresOperator,
  postgres,
  minio,
  backup,
  argoWorkflows,
  loki,
  magda,
  grafana,
  alloy,
  promtail,
];

/** The components that an environment installs: those it asks for and does not leave to the site. */
export const installedIn = (environment: Environment): ComponentDefinition[] =>
  components.filter(
    ({ name, wanted = () => true }) => wanted(environment) && (ownOrOurs(environment, name).install ?? true),
  );

/** All parts of the platform layer, namespaces of ours included. */
export const definitions = (environment: Environment): Definition[] => [
  ...(makesNodes(accessOf(environment)) ? [nodes] : []),
  ...installedIn(environment),
  services,
  { ...orders, namespace: orderNamespaceDefinition(environment) },
];

export const namespacesOf = (environment: Environment) => [
  ...new Set(definitions(environment).map(({ namespace }) => namespace)),
];

export const flowsOf = (environment: Environment): Flow[] => [
  ...withOwn(
    environment,
    components,
    definitions(environment).flatMap(({ flows }) => flows(environment, accessOf(environment))),
  ),
  ...cloudWorkloadsOf(environment)
    .flatMap(cloudFlows)
    .filter(
      ({ to }) => to.kind !== "identity-service" || accessOf(environment).identityService !== undefined,
    ),
  ...dnsFlows(namespacesOf(environment)),
];

/** All that is an identity of the cloud: the layer below makes one for each. */
export const cloudWorkloadsOf = (environment: Environment): CloudWorkload[] =>
  definitions(environment).flatMap((part) => [
    ...(part.cloudWorkloads?.(environment, accessOf(environment)) ?? []),
  ]);

/** All that runs on the platform's own nodes, by component. */
export const runsOf = (environment: Environment): PodRequests[] =>
  installedIn(environment).flatMap(({ runs }) => [...runs(environment)]);

/** All secrets; copies go to namespaces that there are. */
export function secretsOf(environment: Environment): SecretDefinition[] {
  const namespaces = namespacesOf(environment).map(({ name }) => name);
  return definitions(environment)
    .flatMap(({ secrets }) => secrets)
    .map((secret) => ({
      ...secret,
      readers: secret.readers.filter(({ namespace }) => namespaces.includes(namespace)),
    }));
}

/** Secrets that a site with components of its own makes itself, in the namespaces of ours that read them. */
export function siteSecretsOf(environment: Environment): SecretDefinition[] {
  const namespaces = namespacesOf(environment).map(({ name }) => name);
  return components
    .filter(({ name }) => ownOrOurs(environment, name).own !== undefined)
    .flatMap(({ secrets }) => secrets)
    .map((secret) => ({
      ...secret,
      readers: secret.readers.filter(
        ({ namespace }) => namespace !== secret.home && namespaces.includes(namespace),
      ),
    }))
    .filter(({ readers }) => readers.length > 0);
}
