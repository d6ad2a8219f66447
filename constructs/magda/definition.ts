import type { Environment } from "../../environments/schema";
import type { ComponentDefinition } from "../definition";
import { flow, pods } from "../isolation/flows";
import type { NamespaceDefinition } from "../isolation/namespaces";
import { generated, type SecretDefinition } from "../secrets/definition";
import { runs, volumes } from "./sizes";

export const releaseName = "magda";

const namespace: NamespaceDefinition = {
  name: "magda",
  world: "external",
  podSecurity: {
    level: "baseline",
    because: "Magda's chart lets nobody set a security context, and its Node.js images run as root",
  },
  dns: true,
  // The chart's jobs ask for nothing and cannot be told to.
  container: { cpu: "1", memory: "512Mi" },
};

const job = (name: string, title: string) =>
  pods(namespace.name, title, { "batch.kubernetes.io/job-name": name });

/** Whoever publishes or searches declares the flow to these pods on this port, and asks `addressOf` where they answer. */
export const registry = pods(namespace.name, "magda registry", { service: "registry-api-full" });
export const registryPort = 6101;

const authorization = pods(namespace.name, "magda authorization", { service: "authorization-api" });
const database = pods(namespace.name, "magda database", {
  "app.kubernetes.io/name": "combined-db-postgresql",
  "app.kubernetes.io/instance": releaseName,
});
const registryMigrator = job("registry-db-migrator", "magda registry migrator");
const authorizationMigrator = job("authorization-db-migrator", "magda authorization migrator");
const aspectMigrator = job("registry-aspect-definition-migrator", "magda aspect migrator");

/**
 * The names and keys are the chart's. It also reads a `session-secret` from this object, but only in its gateway, which is left out: so
 * that whoever is to sign as Magda's user gets a copy of this object and nothing else with it.
 */
export const signingSecret: SecretDefinition = {
  name: "auth-secrets",
  home: namespace.name,
  type: "Opaque",
  values: { "jwt-secret": generated() },
  readers: [{ namespace: namespace.name, who: "Magda's registry, authorization API and aspect migrator" }],
  rotation:
    "Registry and authorization API start again with the new key; tokens signed with the old one are refused. Raise it in a deployment that changes nothing else of Magda, whose jobs would sign with the new key before it is taken.",
};

const onlyAtFirstStart = {
  refusedBecause:
    "Magda's database takes it only when it is made. For a new value set catalogue.kind to none, deploy, remove that line and deploy again: a new database is filled from the record",
};

export const databaseAdminSecret: SecretDefinition = {
  name: "db-main-account-secret",
  home: namespace.name,
  type: "Opaque",
  values: { "postgresql-password": generated() },
  readers: [{ namespace: namespace.name, who: "Magda's database and the jobs that make its tables" }],
  rotation: onlyAtFirstStart,
};

const databaseClientSecret: SecretDefinition = {
  name: "combined-db-password",
  home: namespace.name,
  type: "Opaque",
  values: { password: generated() },
  readers: [
    {
      namespace: namespace.name,
      who: "Magda's registry, authorization API and the jobs that make its tables",
    },
  ],
  rotation: onlyAtFirstStart,
};

/** What people and other systems search, if anything. */
export const catalogueOf = ({ catalogue }: Environment) => catalogue?.kind ?? "magda";

export const magda = {
  name: "magda",
  role: "Catalogue of services, orders, artifacts and aspects, which people and other systems search. A projection of the record in Postgres.",
  namespace,
  // Nothing is lost with it: the record is in Postgres, and the catalogue is made from it anew (docs/decisions/0009).
  holdsData: false,
  wanted: (environment) => catalogueOf(environment) === "magda",
  needs: [],
  entrance: { pods: registry, url: `http://registry-api.${namespace.name}.svc.cluster.local` },
  flows: () => [
    flow(registry, database, 5432, "records"),
    flow(registry, authorization, 80, "decisions"),
    flow(authorization, database, 5432, "users and roles"),
    flow(registryMigrator, database, 5432, "tables"),
    flow(authorizationMigrator, database, 5432, "tables"),
    flow(aspectMigrator, registry, registryPort, "aspect definitions"),
  ],
  runs,
  volumes,
  secrets: [signingSecret, databaseAdminSecret, databaseClientSecret],
  workloads: [
    "Deployment/authorization-api",
    "Deployment/registry-api-full",
    "Job/authorization-db-migrator",
    "Job/registry-aspect-definition-migrator",
    "Job/registry-db-migrator",
    "StatefulSet/combined-db-postgresql",
  ],
  backup:
    "It need not be: all that it holds is in the platform's Postgres, and `catalogue rebuild` makes it anew.",
  replacement:
    "Nothing (`catalogue: {kind: none}`), at any time and back again. A site's own Magda (`install: false` with its address), which has to know the signing key.",
} satisfies ComponentDefinition;
