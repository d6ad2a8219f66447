import { parseArgs } from "node:util";
import { EnvironmentError, loadEnvironments } from "../environments/load";
import { accessOf } from "../stacks/cluster";
import { PreflightError, requireContext, requirePolicyEnforcement, requireTools } from "./preflight-checks";

/** `npm run preflight -- --env NAME`: whether a deployment can begin, seen before the platform is touched. */
async function preflight(): Promise<void> {
  const { values } = parseArgs({ options: { env: { type: "string", default: "minikube" } } });
  const [environment] = loadEnvironments(undefined, values.env);
  if (!environment) return;
  if (environment.placeholders.length > 0) {
    throw new PreflightError(`${environment.file}: still CHANGE-ME: ${environment.placeholders.join(", ")}`);
  }
  await requireTools("terraform", "kubectl");
  const kubectl = await requireContext(accessOf(environment).context);
  await requirePolicyEnforcement(kubectl);
  console.log(
    `ready: context ${kubectl.context} answers and enforces NetworkPolicy; next: npx cdktf-cli@0.21 deploy '${environment.name}-*'`,
  );
}

preflight().catch((error: Error) => {
  if (!(error instanceof PreflightError || error instanceof EnvironmentError) && !("code" in error))
    throw error;
  console.error(error.message);
  process.exitCode = 1;
});
