import type { ComponentDefinition } from "../definition";
import { apiServer, flow, pods, toApiServer } from "../isolation/flows";
import { externalNamespace } from "../isolation/namespaces";
import { runs } from "./sizes";

const namespace = externalNamespace("cnpg-system");

/** CloudNativePG's controller; it also asks every database instance how it is. */
export const operator = pods(namespace.name, "postgres operator", {
  "app.kubernetes.io/name": "cloudnative-pg",
  "app.kubernetes.io/instance": "postgres-operator",
});

export const postgresOperator = {
  name: "postgres-operator",
  role: "CloudNativePG: makes, watches, fails over and updates the Postgres cluster.",
  namespace,
  holdsData: false,
  needs: [],
  entrance: { pods: operator },
  flows: () => [toApiServer(operator, "reconciles"), flow(apiServer, operator, 9443, "webhooks")],
  runs,
  secrets: [],
  backup: "It holds nothing. The custom resources it reads are made by the component `postgres`.",
  replacement:
    "A site's own CloudNativePG of a version that knows the same resources (`install: false`). Another operator means another component `postgres`.",
} as const satisfies ComponentDefinition;
