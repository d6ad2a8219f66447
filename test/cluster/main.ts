import { environmentsFolder, loadEnvironments } from "../../environments/load";
import { CommandError, main } from "../../scripts/support/cli";
import type { Kubectl } from "../../scripts/support/kubectl";
import {
  provisionersOf,
  requireContext,
  requireKubectl,
  requireKubernetes,
  requirePolicyEnforcement,
  requireTerraform,
} from "../../scripts/support/requirements";
import { accessOf } from "../../stacks/cluster";
import { namespacesOf } from "../../stacks/platform/definitions";
import { runChecks } from "./checks";
import { checkFailedRelease, checkInstall } from "./checks/install";
import { checkTeardown, clusterWide } from "./checks/teardown";
import type { Context } from "./context";
import { parseOptions, requireConsent } from "./options";
import { Report } from "./report";
import { unavailable, without } from "./unavailable";
import { Workspace } from "./workspace";

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
  await requireKubernetes(kubectl, declared);
  await requireConsent(options);
  await requirePolicyEnforcement(kubectl, { target: "minikube" });

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
  const missing = await unavailable(kubectl, declared);
  for (const { component, because } of missing) {
    report.of("images").notSeen(component, `left out: ${because}`);
  }
  const [before, crdsBefore] = [await clusterWide(kubectl), await kubectl.names("crd")];
  const environment = await workspace.synthesise(without(missing));
  const cluster = accessOf(environment);
  const interrupted = onInterrupt(() => report.say("interrupted: tearing down; once more ends it at once"));
  const context: Context = { report, kubectl, workspace, environment, cluster, interrupted };
  try {
    const install = { ...context, report: report.of("install") };
    if (options.only === undefined) await checkFailedRelease(install);
    const installed = await checkInstall(
      install,
      options.only === undefined
        ? "the failed release can be applied again, and everything else with it"
        : "apply installs everything",
    );
    // Nothing can be seen on a platform that is not there.
    if (installed) await runChecks(context, options.only);
  } finally {
    await checkTeardown({ ...context, report: report.of("teardown") }, before, crdsBefore);
    report.print();
    if (report.failed === 0) workspace.remove();
    else console.log(`kept for a look: ${workspace.folder}`);
  }
  return report.failed === 0 ? 0 : 1;
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

/** The first Ctrl-C lets the checks end and the teardown run; the second is Node's own. */
function onInterrupt(say: () => void): AbortSignal {
  const controller = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      say();
      controller.abort(new Error("interrupted"));
    });
  }
  return controller.signal;
}

void main(testCluster);
