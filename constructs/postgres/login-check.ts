import type { Environment } from "../../environments/schema";
import { imageOf } from "../images";
import { fromSecret, job } from "../job";
import { addressOf } from "../own";
import type { Secrets } from "../secrets";
import { restrictedContainer } from "../security";
import { postgres } from "./definition";
import { type Login, loginSecretName, type Role } from "./logins";
import { sizes } from "./sizes";

export interface LoginCheckProps {
  readonly environment: Environment;
  readonly secrets: Secrets;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly logins: readonly (Login & { readonly role: Role })[];
}

/** The user that the Postgres image runs as. */
const POSTGRES_USER = 26;

/**
 * A Job that ends well once each login answers a query through the pooler, with the password that its secret holds in this
 * namespace. Helm does not wait for a database, nor for a copied secret: whoever needs one waits for this.
 */
export function loginCheck({ environment, secrets, namespace, labels, logins }: LoginCheckProps) {
  const { host, port } = addressOf(environment, postgres);
  return job({
    name: "login-check",
    namespace,
    labels,
    annotations: secrets.revisions(...logins.map(({ role }) => loginSecretName(role))),
    user: POSTGRES_USER,
    containers: logins.map(({ role, databases }) => ({
      name: role.replaceAll("_", "-"),
      image: imageOf(environment, "postgres", "postgres").reference,
      // A quarter of a minute with this password, then again with the one the secret holds by then.
      command: [
        "/bin/sh",
        "-c",
        `all() { for each in $DATABASES; do psql -w -qAtc "select 1" -d "$each" || return 1; done; }
for _ in 1 2 3 4 5; do all && exit 0; sleep 3; done; exit 1`,
      ],
      env: [
        { name: "PGHOST", value: host },
        { name: "PGPORT", value: String(port) },
        { name: "DATABASES", value: databases.join(" ") },
        { name: "PGSSLMODE", value: "require" },
        { name: "PGCONNECT_TIMEOUT", value: "5" },
        fromSecret("PGUSER", loginSecretName(role), "username"),
        fromSecret("PGPASSWORD", loginSecretName(role), "password"),
      ],
      resources: sizes.login,
      securityContext: restrictedContainer,
    })),
  });
}
