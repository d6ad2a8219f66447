import { imageOf } from "../../../constructs/images";
import { objectsBucket, userSecretName } from "../../../constructs/minio/users";
import { inPod } from "../../../scripts/support/probe-pod";
import type { Context } from "../context";

/** What a person would miss: a row of the record, written as the database's owner, and an object, as the workload's user. */
export interface Kept {
  readonly row: string;
  readonly object: string;
}

/** Writes both; whatever was there under the same name is replaced. */
export async function write(context: Context, { row, object }: Kept): Promise<void> {
  const table = `create table if not exists kept (note text); truncate kept; insert into kept values ('${row}')`;
  await psql(context, `set role ivcap; ${table}`);
  await client(context, `echo ${object} | mc --quiet pipe own/${objectsBucket}/kept/object >/dev/null`);
}

/** What is there; empty where it is not. */
export async function read(context: Context): Promise<Kept> {
  const there = await psql(context, "select to_regclass('public.kept') is not null");
  return {
    row: there === "t" ? await psql(context, "select note from kept") : "",
    object: await client(context, `mc --quiet cat own/${objectsBucket}/kept/object 2>/dev/null`),
  };
}

export const same = (one: Kept, other: Kept) => one.row === other.row && one.object === other.object;

async function psql({ kubectl }: Context, query: string): Promise<string> {
  const command = ["psql", "-U", "postgres", "-d", "ivcap", "-qAtc", query];
  return (
    await kubectl.must(["exec", "-n", "postgres", "postgres-1", "-c", "postgres", "--", ...command])
  ).trim();
}

const key = (name: string, field: string) => ({
  name,
  valueFrom: { secretKeyRef: { name: userSecretName("ivcap"), key: field } },
});

let pods = 0;

async function client({ kubectl, environment }: Context, command: string): Promise<string> {
  const printed = await inPod(kubectl, {
    name: `data-${pods++}-${Date.now().toString(36)}`,
    namespace: "minio",
    labels: { "app.kubernetes.io/name": "minio-users" },
    image: imageOf(environment, "minio", "client").reference,
    command: `export MC_CONFIG_DIR=/tmp/mc MC_HOST_own="http://$KEY:$SECRET@minio:9000"; ${command}; true`,
    env: [key("KEY", "accessKey"), key("SECRET", "secretKey")],
  });
  return printed.trim();
}
