import { mirroredImage } from "../constructs/images";
import { loadEnvironments } from "../environments/load";
import { accessOf } from "../stacks/cluster";
import { components, definitions } from "../stacks/platform/definitions";
import { refuseKubernetes } from "../stacks/platform/kubernetes";
import { refuseMissing } from "../stacks/platform/left-out";
import { requireChartMirror } from "./support/chart-mirror";
import { CommandError, main, optionsOf } from "./support/cli";
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
    const { context, storage } = accessOf(environment);
    const kubectl = await requireContext(context);
    await requireOwn(kubectl, environment);
    const version = await requireKubernetes(kubectl, environment);
    await requireLogFiles(kubectl, environment);
    await requireProvisioner(kubectl, storage.provisioner);
    await requirePolicyEnforcement(kubectl, mirroredImage(environment, PROBE_IMAGE));
    console.log(`ready: context ${kubectl.context} runs Kubernetes ${version} and enforces NetworkPolicy`);
    for (const line of expectedOfTheSite(environment)) console.log(line);
    console.log(`next:  npx cdktf-cli@0.21 deploy '${environment.name}-*'`);
  }
  return 0;
}

void main(preflight);
