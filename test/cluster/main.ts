import { existsSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { environmentsFolder, loadEnvironments } from "../../environments/load";
import { CommandError, main, optionsOf } from "../../scripts/support/cli";
import type { Kubectl } from "../../scripts/support/kubectl";
import {
  provisionersOf,
  requireContext,
  requireKubectl,
  requirePolicyEnforcement,
  requireTerraform,
} from "../../scripts/support/requirements";
import { accessOf } from "../../stacks/cluster";
import { namespacesOf } from "../../stacks/platform/definitions";
import { checkObjects } from "./checks/objects";
import { checkOrder } from "./checks/orders";
import { checkEmptyPlan, checkFailedRelease, checkProtection } from "./checks/plans";
import { checkPodSecurity } from "./checks/pod-security";
import { checkRotation } from "./checks/rotation";
import { checkSandbox } from "./checks/sandbox";
import { checkNothingWritten, checkSecrets, secretValues } from "./checks/secrets";
import { noteStandIns } from "./checks/stand-ins";
import { checkTeardown, clusterWide } from "./checks/teardown";
import { checkTraffic } from "./checks/traffic";
import type { Context } from "./context";
import { Report } from "./report";
import { Workspace } from "./workspace";

const USAGE = "npm run test:cluster -- --context C [--env NAME] [--charts DIR] [--providers DIR] [--yes]";

/** Installs `<env>-platform` on a real cluster, looks at it from all sides, and removes it again. */
async function testCluster(): Promise<number> {
  const options = parseOptions();
  const [declared] = loadEnvironments(environmentsFolder(), options.env);
  if (!declared) return 1;
  await requireTerraform();
  await requireKubectl();
  const kubectl = await requireContext(options.context);
  await requireFreeNamespaces(
    kubectl,
    namespacesOf(declared).map(({ name }) => name),
  );
  await requireConsent(options);
  await requirePolicyEnforcement(kubectl);

  const report = new Report();
  const workspace = new Workspace({
    environment: declared,
    context: options.context,
    provisioner: (await provisionersOf(kubectl))[0],
    charts: options.charts,
    providers: options.providers,
    onLine: (line) => report.say(line),
  });
  report.say(`working in ${workspace.folder}`);
  const [before, crdsBefore] = [await clusterWide(kubectl), await kubectl.names("crd")];
  const environment = await workspace.synthesise();
  const context: Context = { report, kubectl, workspace, environment, cluster: accessOf(environment) };
  try {
    await checkInstalled(context);
  } finally {
    await checkTeardown(context, before, crdsBefore);
    report.print();
    if (report.failed === 0) workspace.remove();
    else console.log(`kept for a look: ${workspace.folder}`);
  }
  return report.failed === 0 ? 0 : 1;
}

async function checkInstalled(context: Context): Promise<void> {
  const { report } = context;
  await checkFailedRelease(context);
  if (report.failed > 0) return; // nothing below can be seen on a platform that is not there
  await checkEmptyPlan(context, "after the first apply");
  await noteStandIns(context);
  await checkSecrets(context);
  await checkNothingWritten(context, (await secretValues(context)).values());
  await checkPodSecurity(context);
  await checkOrder(context, "order-1", "as installed");
  await checkObjects(context);
  await checkTraffic(context);
  await checkSandbox(context);
  const values = await checkRotation(context);
  await checkSecrets(context);
  await checkOrder(context, "order-2", "after the rotation");
  await checkNothingWritten(context, values);
  await checkProtection(context);
  await checkEmptyPlan(context, "before the teardown");
}

function parseOptions() {
  const string = { type: "string" } as const;
  const values = optionsOf(
    {
      context: string,
      env: { ...string, default: "minikube" },
      charts: string,
      providers: string,
      yes: { type: "boolean", default: false },
    },
    USAGE,
  );
  if (!values.context)
    throw new CommandError(
      `--context is missing: it names the cluster, so that no other is touched; usage: ${USAGE}`,
    );
  for (const folder of ["charts", "providers"] as const) {
    const path = values[folder];
    if (path !== undefined && !existsSync(path))
      throw new CommandError(`--${folder}: no such folder: ${path}`);
  }
  return { ...values, context: values.context };
}

/** A platform that is there already is somebody's: it is not touched. */
async function requireFreeNamespaces(kubectl: Kubectl, names: readonly string[]): Promise<void> {
  const taken = (await kubectl.names("namespaces"))
    .map((name) => name.split("/")[1] ?? "")
    .filter((name) => names.includes(name));
  if (taken.length > 0) {
    throw new CommandError(
      `context ${kubectl.context} already has the namespaces ${taken.join(", ")}: this test installs and destroys; take an empty cluster`,
    );
  }
}

async function requireConsent({
  yes,
  context,
  env,
}: {
  yes: boolean;
  context: string;
  env: string;
}): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY)
    throw new CommandError(
      "this installs on and destroys from a cluster, and there is no terminal to ask: say --yes",
    );
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(
    `Install ${env}-platform on the cluster of context ${context}, and destroy it afterwards? Type yes: `,
  );
  terminal.close();
  if (answer.trim() !== "yes") throw new CommandError("nothing was touched");
}

void main(testCluster);
