import { imageOf } from "../../../constructs/images";
import { addressOf } from "../../../constructs/own";
import { postgres } from "../../../constructs/postgres/definition";
import { inPod } from "../../../scripts/support/probe-pod";
import type { Context } from "../context";

interface Pair {
  readonly old: string;
  readonly fresh: string;
}

/** What came of using a credential: `accepted`, `refused`, or what the program said instead. */
export interface Attempt {
  readonly who: string;
  readonly old: string;
  readonly fresh: string;
}

/** Each role logs in through the pooler with both passwords, from where the login check does. */
export async function postgresAttempts(
  context: Context,
  logins: readonly (Pair & { role: string; database: string })[],
): Promise<Attempt[]> {
  const script = logins.map(({ role, database }, index) =>
    attempts(index, `PGUSER=${role} PGDATABASE=${database} PGPASSWORD="$1" psql -w -qAtc "select 1"`),
  );
  const { kubectl, environment } = context;
  const printed = await inPod(kubectl, {
    name: `logins-${Date.now().toString(36)}`,
    namespace: "postgres",
    labels: { "app.kubernetes.io/name": "postgres-login-check" },
    image: imageOf(environment, "postgres", "postgres").reference,
    command: `${judge("authentication failed")}\n${script.join("\n")}`,
    env: [
      ...variables(logins),
      { name: "PGHOST", value: addressOf(environment, postgres).host },
      { name: "PGSSLMODE", value: "require" },
    ],
  });
  return logins.map(({ role }, index) => ({ who: `the login ${role}`, ...read(printed, index) }));
}

/** Each user lists its bucket with both keys, from where the job that makes users does. */
export async function storeAttempts(
  context: Context,
  users: readonly (Pair & { user: string; bucket: string })[],
): Promise<Attempt[]> {
  const script = users.map(({ user, bucket }, index) =>
    attempts(index, `MC_HOST_own="http://${user}:$1@minio:9000" mc --quiet ls own/${bucket}`),
  );
  const { kubectl, environment } = context;
  const printed = await inPod(kubectl, {
    name: `users-${Date.now().toString(36)}`,
    namespace: "minio",
    labels: { "app.kubernetes.io/name": "minio-users" },
    image: imageOf(environment, "minio", "client").reference,
    command: `export MC_CONFIG_DIR=/tmp/mc\n${judge("signature|Access ?Denied|does not match|Insufficient")}\n${script.join("\n")}`,
    env: variables(users),
  });
  return users.map(({ user }, index) => ({ who: `the user ${user}`, ...read(printed, index) }));
}

/** A shell function: success is accepted, these words are a refusal, and what is neither (no connection yet) is tried again. */
const judge = (refusal: string) => `judge() { for i in 1 2 3 4 5; do
  if out=$(use "$2" 2>&1); then echo "$1 accepted"; return; fi
  if echo "$out" | grep -qEi '${refusal}'; then echo "$1 refused"; return; fi
  sleep 2
done; echo "$1 unclear: $out" | tr '\\n' ' '; echo; }`;

const attempts = (index: number, command: string) =>
  `use() { ${command}; }\njudge old-${index} "$OLD_${index}"\njudge fresh-${index} "$FRESH_${index}"`;

const variables = (pairs: readonly Pair[]) =>
  pairs.flatMap(({ old, fresh }, index) => [
    { name: `OLD_${index}`, value: old },
    { name: `FRESH_${index}`, value: fresh },
  ]);

const read = (printed: string, index: number) => {
  const outcome = (which: string) =>
    new RegExp(`^${which}-${index} (.*)$`, "m").exec(printed)?.[1]?.trim() ?? "no answer";
  return { old: outcome("old"), fresh: outcome("fresh") };
};
