import { argoWorkflows } from "../../constructs/argo-workflows/definition";
import type { ComponentDefinition, Definition } from "../../constructs/definition";
import { dnsFlows } from "../../constructs/isolation";
import type { Flow } from "../../constructs/isolation/flows";
import { minio } from "../../constructs/minio/definition";
import { orderNamespaceDefinition, orders } from "../../constructs/orders/definition";
import { postgres } from "../../constructs/postgres/definition";
import { postgresOperator } from "../../constructs/postgres-operator/definition";
import { secretReplicator } from "../../constructs/secret-replicator/definition";
import { services } from "../../constructs/services/definition";
import type { Environment } from "../../environments/schema";

/** Every component there is, each behind those that it needs: the order in which they are described and installed. */
export const components: readonly ComponentDefinition[] = [
  secretReplicator,
  postgresOperator,
  postgres,
  minio,
  argoWorkflows,
];

/** The components that an environment installs. */
export const installedIn = (environment: Environment): ComponentDefinition[] =>
  components.filter(({ wanted = () => true }) => wanted(environment));

/** All parts of the platform layer, namespaces of ours included. */
export const definitions = (environment: Environment): Definition[] => [
  ...installedIn(environment),
  services,
  { ...orders, namespace: orderNamespaceDefinition(environment) },
];

export const namespacesOf = (environment: Environment) => [
  ...new Set(definitions(environment).map(({ namespace }) => namespace)),
];

export const flowsOf = (environment: Environment): Flow[] => [
  ...definitions(environment).flatMap(({ flows }) => flows(environment)),
  ...dnsFlows(namespacesOf(environment)),
];

export const secretsOf = (environment: Environment) =>
  definitions(environment).flatMap(({ secrets }) => secrets);
