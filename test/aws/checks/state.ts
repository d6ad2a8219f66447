import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadEnvironments } from "../../../environments/load";
import { mustRun, type Outcome, run } from "../../../scripts/support/command";
import { stacksIn } from "../../../scripts/support/stack-json";
import { synthesise } from "../../../stacks/synthesise";
import { expect } from "../../cluster/report";
import type { Context } from "../context";
import { ACCOUNT, REGION } from "../emulator";

const NAME = "kept";
const BUCKET = `ivcap-${NAME}-${ACCOUNT}-state`;
const KEY = `${NAME}-cluster.tfstate`;
const ENVIRONMENT = `target: aws
domain: kept.example.org
aws: { account: "${ACCOUNT}", region: ${REGION} }
tls: { email: operator@example.org }
`;

/** What holds the state: made by bootstrap, and used by Terraform as the stacks say. */
export async function checkState({ report, workspace }: Context, url: string): Promise<void> {
  const environments = join(workspace.folder, "kept-environments");
  mkdirSync(environments);
  writeFileSync(join(environments, `${NAME}.yaml`), ENVIRONMENT);
  const bootstrap = (...args: string[]) =>
    workspace.command("bootstrap.ts", ["--env", NAME, ...args], { IVCAP_ENVIRONMENTS: environments });
  const s3 = (...args: string[]) =>
    mustRun("aws", ["s3api", ...args, "--bucket", BUCKET, "--output", "json"], { env: workspace.env });

  await report.check(
    "bootstrap makes the bucket; the second time it changes nothing and says so",
    async () => {
      const first = succeeded(await bootstrap("--yes"));
      expect(first.includes(`made   bucket ${BUCKET}`), first);
      const second = succeeded(await bootstrap());
      expect(second.includes("nothing was changed") && !/^(made|mended)/m.test(second), second);
    },
  );

  await report.check(
    "versions that are switched off, and public access that is let in, are mended",
    async () => {
      await s3("put-bucket-versioning", "--versioning-configuration", "Status=Suspended");
      await s3("delete-public-access-block");
      const mended = succeeded(await bootstrap("--yes"));
      expect(/^mended versions/m.test(mended) && /^made {3}no public access/m.test(mended), mended);
      expect(succeeded(await bootstrap()).includes("nothing was changed"), "something is still open");
    },
  );

  await report.check("Terraform keeps a state there as a stack says, and takes a lock", async () => {
    await s3("delete-bucket-policy"); // it refuses whoever comes without TLS, and the emulator has none
    const folder = join(workspace.folder, "kept-stack");
    const terraform = (...args: string[]) => run("terraform", args, { cwd: folder, env: workspace.env });
    const write = (input: string) => writeStack(folder, environments, url, input);
    write("one");
    succeeded(await terraform("init", "-input=false", "-no-color"));
    succeeded(await terraform("apply", "-auto-approve", "-no-color"));
    await s3("head-object", "--key", KEY);

    const lock = join(folder, "lock");
    writeFileSync(
      lock,
      JSON.stringify({ ID: "planted", Operation: "test", Who: "somebody", Version: "", Created: new Date() }),
    );
    await s3("put-object", "--key", `${KEY}.tflock`, "--body", lock);
    write("two");
    const locked = await terraform("apply", "-auto-approve", "-no-color");
    expect(
      locked.code !== 0 && locked.stderr.includes("Error acquiring the state lock"),
      "a lock was passed over",
    );
    await s3("delete-object", "--key", `${KEY}.tflock`);
    succeeded(await terraform("apply", "-auto-approve", "-no-color"));
    const { Versions } = JSON.parse(await s3("list-object-versions", "--prefix", KEY)) as {
      Versions: { Key: string }[];
    };
    const states = Versions.filter((version) => version.Key === KEY).length;
    expect(states >= 2, `${states} versions of the state were kept`);
  });
}

/** A stack with nothing that a cloud makes, whose state is where that environment's cluster has it, on the emulator. */
function writeStack(folder: string, environments: string, url: string, input: string): void {
  const out = join(folder, "out");
  mkdirSync(out, { recursive: true });
  synthesise(loadEnvironments(environments), out);
  const cluster = stacksIn(out).find(({ name }) => name === `${NAME}-cluster`);
  if (!cluster) throw new Error(`no stack ${NAME}-cluster`);
  const { backend } = cluster.json.terraform as unknown as { backend: { s3: object } };
  const s3 = { ...backend.s3, use_path_style: true, endpoints: { s3: url, sts: url, iam: url } };
  const stack = { terraform: { backend: { s3 } }, resource: { terraform_data: { kept: { input } } } };
  writeFileSync(join(folder, "stack.tf.json"), JSON.stringify(stack));
}

/** @throws Error with what it printed */
function succeeded({ code, stdout, stderr }: Outcome): string {
  if (code !== 0)
    throw new Error(`ended with ${code}: ${(stderr || stdout).trim().split("\n").slice(-8).join("\n")}`);
  return stdout;
}
