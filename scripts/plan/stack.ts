import { Terraform, type TerraformOptions } from "../support/terraform";
import { type PlanJson, planJson } from "./plan-json";

/**
 * What Terraform would do to a stack that was synthesised into a folder, by its own state and the cloud's.
 * @throws CommandError with Terraform's errors in short
 */
export async function planStack(folder: string, options: TerraformOptions = {}): Promise<PlanJson> {
  const terraform = new Terraform(folder, options);
  await terraform.init();
  return planJson(await terraform.plan());
}
