import { executor, orderNamespace } from "../../constructs/orders/definition";
import { copiesOf, type SecretDefinition, type SecretValue } from "../../constructs/secrets/definition";
import { secretsOf } from "../../stacks/platform/definitions";
import type { GeneratedFile } from "./generated-file";
import { code, page, table } from "./markdown";
import { shippedEnvironment } from "./shipped";

/** docs/reference/secrets.md: every secret, what is in it, who reads it and how it is changed. */
export const secretsDoc: GeneratedFile = { file: "docs/reference/secrets.md", content };

function content(): string {
  const secrets = secretsOf(shippedEnvironment());
  return page(
    "Secrets",
    "The platform stack makes each of these secrets as one object in its home namespace. A generated value comes from an ephemeral `random_password` of letters and digits and reaches Kubernetes by a write-only attribute, so that it is in no plan and in no state ([decision 0002](../decisions/0002-secrets-outside-plan-and-state.md)). The secret replicator keeps a copy of the same name in each namespace listed under _Copies_.",
    "## What is in them",
    table(
      ["Secret", "Home", "Type", "Keys", "Copies"],
      secrets.map((secret) => [
        code(secret.name),
        code(secret.home),
        code(secret.type),
        Object.entries(secret.values).map(value).join("; "),
        copiesOf(secret).map(code).join(", "),
      ]),
    ),
    "## Who reads them, and how they rotate",
    "To rotate a secret, raise its revision in the environment file and deploy; a secret that the file does not name is at revision 1. An ephemeral value is new at every apply and written only when the revision differs from the last one.",
    "```yaml\nsecrets:\n  postgres-argo: { revision: 2 }\n```",
    table(
      ["Secret", "Read by", "When its revision is raised"],
      secrets.map((secret) => [code(secret.name), readers(secret), rotation(secret)]),
    ),
    "## Secrets that others make",
    [
      `- ${code(`${executor}.service-account-token`)} in ${code(orderNamespace)}: the token of Argo's executor. Kubernetes fills it in; a Helm release makes the object, since a Terraform resource would read the token into the state.`,
      "- In `postgres`, CloudNativePG makes and renews the certificates of the cluster and of its pooler.",
      "- `sh.helm.release.v1.*` in every namespace with a release: Helm's own record. The values in it name secrets and hold none.",
    ].join("\n"),
  );
}

const value = ([key, from]: [string, SecretValue]) =>
  "fixed" in from
    ? `${code(key)} fixed: ${code(from.fixed)}`
    : `${code(key)} generated, ${from.generate.length} characters`;

/** What happens when a revision is raised, or that it cannot be. */
export const rotation = ({ rotation }: SecretDefinition) =>
  typeof rotation === "string" ? rotation : `_Refused_: ${rotation.refusedBecause}`;

export const readers = ({ readers }: SecretDefinition) =>
  readers.map(({ namespace, who }) => `${code(namespace)}: ${who}`).join("; ");
