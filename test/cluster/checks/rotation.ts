import { imageOf } from "../../../constructs/images";
import { userSecretName } from "../../../constructs/minio/users";
import { poolerAddress } from "../../../constructs/postgres/definition";
import { loginSecretName } from "../../../constructs/postgres/logins";
import { inPod } from "../../../scripts/probe-pod";
import type { Context } from "../context";
import { expect } from "../report";
import { secretValues } from "./secrets";

const LOGIN = loginSecretName("argo");
const USER = userSecretName("ivcap");

/** Raises two revisions and sees the old values refused and the new ones taken. @returns all values of before */
export async function checkRotation(context: Context): Promise<Map<string, string>> {
  const { report, workspace } = context;
  const before = await secretValues(context);
  await report.check(`raising the revisions of ${LOGIN} and ${USER} is applied`, async () => {
    workspace.keepState("before-rotation");
    await workspace.synthesise({ secrets: { [LOGIN]: { revision: 2 }, [USER]: { revision: 2 } } });
    await workspace.apply();
  });
  const after = await secretValues(context);
  await report.check("only the secrets whose revision was raised have another value", async () => {
    const changed = [...before]
      .filter(([where, value]) => after.get(where) !== value)
      .map(([where]) => where);
    expect(
      changed.join() === [`postgres/${LOGIN}/password`, `minio/${USER}/secretKey`].join(),
      `changed: ${changed.join(", ")}`,
    );
  });
  const old = {
    login: before.get(`postgres/${LOGIN}/password`) ?? "",
    user: before.get(`minio/${USER}/secretKey`) ?? "",
  };
  const fresh = {
    login: after.get(`postgres/${LOGIN}/password`) ?? "",
    user: after.get(`minio/${USER}/secretKey`) ?? "",
  };
  await report.check(`${LOGIN}: the old password stops working, the new one works`, async () => {
    expect((await logIn(context, fresh.login)).includes("logged in"), "the new password is refused");
    const refused = await logIn(context, old.login);
    expect(/authentication failed/.test(refused), `the old password is not refused: ${refused}`);
  });
  await report.check(`${USER}: the old key stops working, the new one works`, async () => {
    expect((await listBucket(context, fresh.user)).includes("listed"), "the new key is refused");
    const refused = await listBucket(context, old.user);
    expect(!refused.includes("listed"), `the old key is not refused: ${refused}`);
  });
  return before;
}

const logIn = ({ kubectl, environment }: Context, password: string) =>
  inPod(kubectl, {
    name: `login-${Date.now().toString(36)}`,
    namespace: "argo",
    labels: { "app.kubernetes.io/name": "argo-login-check" },
    image: imageOf(environment, "postgres", "postgres").reference,
    command: `for i in 1 2 3; do psql -w -qAtc "select 'logged in'" 2>&1 | tee /tmp/out; grep -qE 'logged in|authentication failed' /tmp/out && exit; sleep 2; done`,
    env: [
      { name: "PGHOST", value: poolerAddress.host },
      { name: "PGDATABASE", value: "argo" },
      { name: "PGUSER", value: "argo" },
      { name: "PGSSLMODE", value: "require" },
      { name: "PGPASSWORD", value: password },
    ],
  });

const listBucket = ({ kubectl, environment }: Context, secretKey: string) =>
  inPod(kubectl, {
    name: `bucket-${Date.now().toString(36)}`,
    namespace: "minio",
    labels: { "app.kubernetes.io/name": "minio-users" },
    image: imageOf(environment, "minio", "client").reference,
    command: `export MC_CONFIG_DIR=/tmp/mc MC_HOST_own="http://ivcap:$SECRET_KEY@minio:9000"; sleep 1; mc --quiet ls own/ivcap-objects && echo listed`,
    env: [{ name: "SECRET_KEY", value: secretKey }],
  });
