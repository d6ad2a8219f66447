import type { Exemption } from "../exemption";

/** Of the rules about pods, those that a security context would meet. */
const NO_SECURITY_CONTEXT = ["non-root", "read-only root", "no escalation", "seccomp", "no capabilities"];

const NO_PROBES =
  "with probes no first install ends: readiness asks for tables that jobs make only once the pods are ready";

const services = [
  "Deployment/registry-api-full registry-api-full",
  "Deployment/authorization-api authorization-api",
  "Deployment/authorization-api opa",
];
const jobs = ["registry-db-migrator", "authorization-db-migrator", "registry-aspect-definition-migrator"].map(
  (name) => `Job/${name} ${name}`,
);

export const magdaExemptions: readonly Exemption[] = [
  ...[...services, ...jobs].flatMap((where) =>
    NO_SECURITY_CONTEXT.map((rule) => ({
      rule,
      where,
      because:
        "magda-core 6.2.0 has no key for a security context; the namespace is held at baseline and by its flows",
    })),
  ),
  ...jobs.map((where) => ({
    rule: "resources",
    where,
    because: "magda-core 6.2.0 has no key for them; the namespace's LimitRange gives them",
  })),
  {
    rule: "read-only root",
    where: "StatefulSet/combined-db-postgresql combined-db-postgresql",
    because: "the image's start script writes its configuration and a line of /etc/passwd",
  },
  {
    rule: "default value",
    where: "global.enableLivenessProbes",
    because: NO_PROBES,
  },
  {
    rule: "default value",
    where: "global.postgresql.existingSecret",
    because: "it is the name of a secret that we make",
  },
  ...["Deployment.magda.registry-api-full", "Deployment.magda.authorization-api"].flatMap((where) =>
    ["CKV_K8S_8", "CKV_K8S_9"].map((rule) => ({ rule, where, because: NO_PROBES })),
  ),
];
