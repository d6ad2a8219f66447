import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironments, PLACEHOLDER } from "../../environments/load";
import type { Environment } from "../../environments/schema";
import { synthesise } from "../../stacks/synthesise";
import { CommandError } from "./cli";
import { inOrder } from "./layers";
import { providerMirror } from "./provider-mirror";
import { requireTerraform } from "./requirements";
import { type StackJson, stacksIn } from "./stack-json";
import { swapIn } from "./swap-in";
import type { TerraformOptions } from "./terraform";

/** Options of the commands that work on one deployment's states. */
export const deploymentOptions = {
  env: { type: "string" },
  terraform: { type: "string" },
  providers: { type: "string" },
} as const;

/** An environment with its stacks, the lowest first, in folders in which Terraform works on the deployment's own states. */
export interface Deployment {
  readonly environment: Environment;
  readonly stacks: readonly StackJson[];
  readonly terraform: Required<TerraformOptions>;
}

/** Beside cdktf's own folder, so that neither disturbs the other; what `terraform init` fetched is there the next time. */
const workFolder = () => join(process.env.IVCAP_WORK ?? ".ivcap", "stacks");

/** The environment of `--env`. @throws CommandError where none is named: what destroys has no default */
export function environmentNamed(env: string | undefined, usage: string): Environment {
  if (env === undefined) {
    const names = loadEnvironments().map(({ name }) => name);
    throw new CommandError(`--env is missing; there are: ${names.join(", ")}; usage: ${usage}`);
  }
  const [environment] = loadEnvironments(undefined, env);
  if (environment === undefined) throw new CommandError(`--env: found: ${env}; usage: ${usage}`);
  return environment;
}

/** Synthesises one environment and hands it over. */
export async function withDeployment<T>(
  environment: Environment,
  {
    terraform = process.env.TERRAFORM_BINARY_NAME || "terraform",
    providers,
  }: { readonly terraform?: string; readonly providers?: string },
  use: (deployment: Deployment) => Promise<T>,
): Promise<T> {
  const { file, placeholders } = environment;
  if (placeholders.length > 0) {
    throw new CommandError(`${file}: still ${PLACEHOLDER}: ${placeholders.join(", ")}`);
  }
  await requireTerraform(terraform);
  const folder = join(workFolder(), environment.name);
  const work = mkdtempSync(join(tmpdir(), "ivcap-"));
  try {
    const env = providerMirror(work, providers);
    swapIn(folder, (fresh) => synthesise([environment], fresh));
    const stacks = inOrder(stacksIn(folder));
    return await use({ environment, stacks, terraform: { program: terraform, env } });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
