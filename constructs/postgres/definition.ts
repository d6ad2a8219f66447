import type { ComponentDefinition } from "../definition";
import { flow, pods, toApiServer } from "../isolation/flows";
import { externalNamespace } from "../isolation/namespaces";
import { operator } from "../postgres-operator/definition";
import { loginSecret, logins } from "./logins";
import { instancesOf, runs, volumes } from "./sizes";

const namespace = externalNamespace("postgres");
/** The Cluster object's name: the prefix of its Services and the value of its pods' `cnpg.io/cluster` label. */
export const clusterName = "postgres";

/** Everything the operator starts for the cluster: instances, poolers and the jobs that make instances. */
const members = pods(namespace.name, "postgres members", { "cnpg.io/cluster": clusterName });
const instance = pods(namespace.name, "postgres instance", {
  "cnpg.io/cluster": clusterName,
  "cnpg.io/podRole": "instance",
});
/** What every workload connects to: PgBouncer in front of the primary. */
export const pooler = pods(namespace.name, "postgres pooler", {
  "cnpg.io/poolerName": `${clusterName}-pooler-rw`,
});
export const loginCheckPods = pods(namespace.name, "postgres login check", {
  "app.kubernetes.io/name": "postgres-login-check",
});

export const postgres = {
  name: "postgres",
  role: "System of record of the internal services, and Argo's archive. One login per workload, each for its own database only.",
  namespace,
  holdsData: true,
  needs: ["postgres-operator"],
  entrance: {
    pods: pooler,
    url: `postgres://${clusterName}-pooler-rw.${namespace.name}.svc.cluster.local:5432`,
  },
  flows: (environment) => [
    toApiServer(members, "instance manager"),
    flow(operator, instance, 8000, "status"),
    flow(pooler, instance, 5432, "pooled sessions"),
    flow(loginCheckPods, pooler, 5432, "login check"),
    ...(instancesOf(environment) > 1
      ? [flow(members, instance, 5432, "replication"), flow(instance, instance, 8000, "failover")]
      : []),
  ],
  runs,
  volumes,
  secrets: logins.map(loginSecret(namespace.name)),
  backup:
    "The component `backup` dumps each database; logins and their passwords are made anew by the platform.",
  replacement:
    "A site's own Postgres 17 (`install: false` with its address), with the databases, roles and secrets that are listed here. Move the databases with `pg_dump` and `pg_restore` first.",
} satisfies ComponentDefinition;
