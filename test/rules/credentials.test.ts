import { releases, revise, reviseManifest } from "./support/releases";
import { everything, listAt, objectAt, resources, texts } from "./support/resources";
import { type Rule, rule } from "./support/rule";

/** What the charts and images we install, and the manuals of their kind, set where nobody sets anything else. */
const DEFAULTS = [
  "console123",
  "minioadmin",
  "rootpass123",
  "changeme",
  "prom-operator",
  "strongpassword",
  "postgres123",
  "admin:admin",
];

const noDefaults: Rule = (deployment) =>
  resources(deployment, "helm_release").flatMap(({ address, body }) =>
    texts(body)
      .flatMap(({ value }) => value.match(/[\w:-]+/g) ?? [])
      .filter((word) => DEFAULTS.includes(word.toLowerCase()))
      .map((word) => `${address}: holds the well-known credential ${word}`),
  );

rule("no release holds a default credential of its software", noDefaults, {
  ...Object.fromEntries(
    ["console123", "minioadmin", "changeme"].map((word) => [
      word,
      (copy: Parameters<Rule>[0]) =>
        revise(copy, "minio", (values) => {
          values.users = [{ accessKey: "console", secretKey: word }];
        }),
    ]),
  ),
});

/** Keys under which charts take a credential as plain text. */
const CREDENTIAL =
  /^(.*password|root_?user|.*secret_?key|access_?key|.*api_?key|.*(auth|access|client)_?token|client_?secret)$/i;

const noPlainText: Rule = (deployment) =>
  releases(deployment).flatMap(({ address, values }) =>
    texts(values)
      .filter(({ key, value }) => CREDENTIAL.test(key) && value !== "")
      .map(({ path }) => `${address}: ${path}: a credential in plain text; name a secret instead`),
  );

rule("charts get names of secrets, never a credential", noPlainText, {
  "a password of the object store": (copy) =>
    revise(copy, "minio", (values) => {
      values.rootPassword = "Tr0ub4dor";
    }),
  "a key deep in a list": (copy) =>
    revise(copy, "minio", (values) => {
      values.users = [{ secretKey: "Tr0ub4dor" }];
    }),
});

const noPlainVariable: Rule = (deployment) =>
  releases(deployment).flatMap(({ address, values }) =>
    everything(values)
      .filter(({ key }) => key === "env" || key === "extraEnv" || key === "extraEnvVars")
      .flatMap(({ value }) => (Array.isArray(value) ? value : []))
      .map((variable) => objectAt(variable))
      .filter(({ name, value }) => /pass|secret|token|_key$/i.test(String(name)) && value !== undefined)
      .map(({ name }) => `${address}: variable ${name} holds its value; take it from a secret`),
  );

rule("no variable of a container holds a credential (kube-linter env-var-secret)", noPlainVariable, {
  "a password beside the container's other variables": (copy) =>
    reviseManifest(copy, "argo-login-check", "Job", (job) => {
      listAt(job, "spec", "template", "spec", "containers", 0, "env").push({
        name: "PGPASSWORD",
        value: "x",
      });
    }),
});
