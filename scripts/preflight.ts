import { mirroredImage } from "../constructs/images";
import { loadEnvironments } from "../environments/load";
import type { Environment } from "../environments/schema";
import { accessOf } from "../stacks/cluster";
import type { ClusterAccess } from "../stacks/cluster/access";
import { components, definitions } from "../stacks/platform/definitions";
import { refuseKubernetes } from "../stacks/platform/kubernetes";
import { refuseMissing } from "../stacks/platform/left-out";
import { requireHome } from "./bootstrap/home";
import { requireChartMirror } from "./support/chart-mirror";
import { CommandError, main, optionsOf } from "./support/cli";
import type { Kubectl } from "./support/kubectl";
import { expectedOfTheSite, requireOwn } from "./support/own";
import { PROBE_IMAGE } from "./support/probe-pod";
import {
  requireContext,
  requireKubectl,
  requireKubernetes,
  requireLogFiles,
  requirePolicyEnforcement,
  requireProvisioner,
  requireTerraform,
} from "./support/requirements";
import { isMade, requireSignIn, requireTool } from "./support/tools";

/** Whether a deployment can begin, seen before the platform is touched. */
async function preflight(): Promise<number> {
  const { env } = optionsOf(
    { env: { type: "string", default: "minikube" } },
    "npm run preflight [-- --env NAME]",
  );
  for (const environment of loadEnvironments(undefined, env)) {
    refuseKubernetes(environment);
    if (environment.placeholders.length > 0) {
      throw new CommandError(`${environment.file}: still CHANGE-ME: ${environment.placeholders.join(", ")}`);
    }
    refuseMissing(environment, components, definitions(environment));
    await requireChartMirror(environment);
    await requireTerraform(process.env.TERRAFORM_BINARY_NAME || "terraform"); // as cdktf-cli will run it
    await requireKubectl();
    const access = accessOf(environment);
    const next = `next:  npx cdktf-cli@0.21 deploy '${environment.name}-*'`;
    if (!(await requireCloud(environment, access))) {
      console.log(
        `ready: ${environment.name}-cluster is not applied yet, and ${environment.name}-platform can be planned only after it`,
      );
      console.log(`${next}   # then preflight again: what only a cluster shows is looked at then`);
      continue;
    }
    const kubectl = await requireContext(access.context, access.operator?.kubeconfig);
    await requireOwn(kubectl, environment);
    const version = await requireKubernetes(kubectl, environment);
    if (await waitsForNodes(kubectl, access)) {
      console.log(
        `ready: context ${kubectl.context} runs Kubernetes ${version}; nodes come with the platform`,
      );
    } else {
      await requireLogFiles(kubectl, environment);
      await requireProvisioner(kubectl, environment, access.storage.provisioner);
      await requirePolicyEnforcement(kubectl, environment, mirroredImage(environment, PROBE_IMAGE));
      console.log(`ready: context ${kubectl.context} runs Kubernetes ${version} and enforces NetworkPolicy`);
    }
    for (const line of expectedOfTheSite(environment)) console.log(line);
    console.log(next);
  }
  return 0;
}

/**
 * The programs, the signing in and the state's home that a cluster in a cloud needs; nothing of it where the cluster is there already.
 * @returns whether the cluster has been made
 */
async function requireCloud(environment: Environment, { operator }: ClusterAccess): Promise<boolean> {
  for (const tool of operator?.tools ?? []) await requireTool(tool);
  if (operator !== undefined) await requireSignIn(operator.signIn, environment.file);
  await requireHome(environment);
  return operator === undefined || isMade(operator.cluster);
}

/** Where our own objects make the nodes there is none before the platform, and no pod that could look at anything. */
const waitsForNodes = async (kubectl: Kubectl, { nodeManifests }: ClusterAccess): Promise<boolean> =>
  nodeManifests.length > 0 && (await kubectl.names("nodes")).length === 0;

void main(preflight);
