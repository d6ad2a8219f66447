import { delimiter, dirname } from "node:path";
import { CommandError, main } from "../../scripts/support/cli";
import { run } from "../../scripts/support/command";
import { requireTerraform } from "../../scripts/support/requirements";
import { Report } from "../cluster/report";
import { checkApply } from "./checks/apply";
import { checkDestroy } from "./checks/destroy";
import { checkGuard } from "./checks/guard";
import { checkLeftovers } from "./checks/leftovers";
import { checkOutside } from "./checks/outside";
import { checkState } from "./checks/state";
import { Cloud } from "./cloud";
import type { Context } from "./context";
import { Emulator } from "./emulator";
import { parseOptions } from "./options";
import { Workspace } from "./workspace";

/** `aws-cluster` by the real AWS provider against an emulator on loopback: made, changed, guarded, destroyed, swept. */
async function testAws(): Promise<number> {
  const options = parseOptions();
  await requireTerraform();
  await requireAws(dirname(options.moto));
  const emulator = await Emulator.start(options);
  const workspace = new Workspace(emulator, options);
  const report = new Report();
  report.say(`moto at ${emulator.url}, EKS at ${emulator.eksUrl}; working in ${workspace.folder}`);
  const context: Context = { report, workspace, cloud: new Cloud(emulator.url) };
  const of = (name: string): Context => ({ ...context, report: report.of(name) });
  try {
    await checkState(of("state"), emulator.url);
    if (await checkApply(of("apply"))) {
      await checkOutside(of("outside"));
      await checkGuard(of("guard"));
      await checkDestroy(of("destroy"));
      await checkLeftovers(of("leftovers"));
    }
  } finally {
    await emulator.stop();
    report.print();
    if (options.keep) console.log(`kept: ${workspace.folder}`);
    else workspace.remove();
  }
  return report.failed === 0 ? 0 : 1;
}

/** @throws CommandError where there is no AWS program to sweep with: on PATH, or beside moto */
async function requireAws(folder: string): Promise<void> {
  const PATH = [process.env.PATH, folder].join(delimiter);
  if ((await run("aws", ["--version"], { env: { PATH } })).code === 0) return;
  throw new CommandError(`aws is missing: pip install awscli, on PATH or beside moto in ${folder}`);
}

void main(testAws);
