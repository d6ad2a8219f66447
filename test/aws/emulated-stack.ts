import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { forOlderAws } from "../../scripts/support/older-aws";
import type { StackJson } from "../../scripts/support/stack-json";

/** The APIs that the stack calls. EKS has a program of its own. */
const SERVICES = ["cloudwatchlogs", "ec2", "ecr", "iam", "kms", "route53", "s3", "sts"] as const;

/**
 * Makes a synthesised stack, in its folder, one that speaks to the emulator: for the provider that there is, with an override file beside it
 * that the stack itself knows nothing of. No change has to be ignored for the emulator's sake: every argument comes back from it as it was
 * given; one that did not would be named here, with the reason, under `ignore_changes`. A stack without AWS is left empty: there is no Kubernetes behind the emulator to put it on.
 * @param folder where `cdk.tf.json` lies
 */
export function emulate(folder: string, { url, eksUrl }: { url: string; eksUrl: string }): void {
  const file = join(folder, "cdk.tf.json");
  if (!existsSync(file)) return;
  const json = JSON.parse(readFileSync(file, "utf8")) as StackJson["json"];
  if (json.provider.aws === undefined) {
    const { required_providers: _, ...terraform } = json.terraform;
    write(file, { terraform });
    return;
  }
  const { stack } = forOlderAws({ name: "", folder, dependsOn: [], json });
  write(file, { ...stack.json, output: ownOutputs(stack) });
  write(join(folder, "emulator_override.tf.json"), {
    provider: { aws: [provider(url, eksUrl)] },
  });
}

/** Without what the layer above reads: there is no Kubernetes behind the emulator, so that layer stays plannable after this one. */
const ownOutputs = ({ json }: StackJson) =>
  Object.fromEntries(
    Object.entries(json.output ?? {}).filter(([name]) => !name.startsWith("cross-stack-output-")),
  );

const provider = (url: string, eksUrl: string) => ({
  access_key: "mock",
  secret_key: "mock",
  skip_credentials_validation: true,
  skip_metadata_api_check: "true",
  skip_region_validation: true,
  // Asked for: without it, rules of security groups that name a group differ for ever.
  skip_requesting_account_id: false,
  s3_use_path_style: true,
  max_retries: 2,
  endpoints: [{ ...Object.fromEntries(SERVICES.map((service) => [service, url])), eks: eksUrl }],
});

const write = (path: string, content: object) => writeFileSync(path, JSON.stringify(content, null, 2));
