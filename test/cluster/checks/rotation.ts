import { rootSecret, rootUser } from "../../../constructs/minio/definition";
import { userSecretName, users } from "../../../constructs/minio/users";
import { loginSecretName, logins } from "../../../constructs/postgres/logins";
import { canRotate } from "../../../constructs/secrets/definition";
import { secretsOf } from "../../../stacks/platform/definitions";
import type { Context } from "../context";
import { expect } from "../report";
import { type Attempt, postgresAttempts, storeAttempts } from "./credentials";
import { secretValues } from "./secrets";

const ONE = loginSecretName("argo");

/** Raises one revision, then all: old values are refused and new ones taken everywhere. @returns all values that were in use */
export async function checkRotation(context: Context): Promise<string[]> {
  const { report, environment } = context;
  const first = await secretValues(context);
  await raise(context, [ONE], 2);
  const second = await secretValues(context);
  await report.check("raising one revision changes that secret and no other", async () => {
    const changed = [...first]
      .filter(([where, value]) => second.get(where) !== value)
      .map(([where]) => where);
    expect(changed.join() === `postgres/${ONE}/password`, `changed: ${changed.join(", ") || "nothing"}`);
  });
  await raise(
    context,
    secretsOf(environment)
      .filter(canRotate)
      .map(({ name }) => name),
    3,
  );
  const third = await secretValues(context);
  await checkCredentials(context, first, third);
  return [...first.values(), ...second.values(), ...third.values()];
}

async function raise(
  { report, workspace }: Context,
  names: readonly string[],
  revision: number,
): Promise<void> {
  const what = names.length === 1 ? names[0] : "every secret that can change";
  await report.check(
    `raising the revision of ${what} to ${revision} is applied, and its readers start with it`,
    async () => {
      workspace.keepState(`before-revision-${revision}`);
      await workspace.synthesise({ secrets: Object.fromEntries(names.map((name) => [name, { revision }])) });
      await workspace.apply();
    },
  );
}

/** Each login and each user, with the value of before and with that of now. */
async function checkCredentials(
  context: Context,
  before: Map<string, string>,
  now: Map<string, string>,
): Promise<void> {
  const pair = (where: string) => ({ old: before.get(where) ?? "", fresh: now.get(where) ?? "" });
  const postgres = await postgresAttempts(
    context,
    logins.map(({ role, databases: [database] }) => ({
      role,
      database: database ?? "",
      ...pair(`postgres/${loginSecretName(role)}/password`),
    })),
  );
  const store = await storeAttempts(context, [
    ...users.map(({ user, bucket }) => ({
      user,
      bucket,
      ...pair(`minio/${userSecretName(user)}/secretKey`),
    })),
    { user: rootUser, bucket: users[0].bucket, ...pair(`minio/${rootSecret.name}/rootPassword`) },
  ]);
  for (const attempt of [...postgres, ...store]) await judge(context, attempt);
}

const judge = ({ report }: Context, { who, old, fresh }: Attempt) =>
  report.check(`${who}: the old value stops working, the new one works`, async () => {
    expect(fresh === "accepted", `the new value: ${fresh}`);
    expect(old === "refused", `the old value: ${old}`);
  });
