import { join } from "node:path";
import { Testing } from "cdktf";
import type { CloudWorkload } from "../../constructs/cloud-workload";
import { loadEnvironments } from "../../environments/load";
import type { Environment } from "../../environments/schema";
import type { JsonObject, StackJson } from "../../scripts/support/stack-json";
import { awsAccess } from "../../stacks/cluster/aws/access";
import { AwsClusterStack } from "../../stacks/cluster/aws/stack";
import { folderWith } from "../support/environment-folder";
import { environmentOf } from "../support/environments";
import { stack } from "../support/stacks";

/** The cluster's stack of environments/aws.yaml, and of the fixture that sets everything. */
export const shipped = () => stack("aws-cluster");
export const complete = () => stack("aws-complete-cluster");
export const access = (name: string) => awsAccess(environmentOf({ name }));

interface Trial {
  readonly name?: string;
  readonly region?: string;
  /** Lines of the environment besides those of `aws`. */
  readonly rest?: string;
  readonly workloads?: readonly CloudWorkload[];
}

/**
 * An environment on AWS that says little but `says`, a line under `aws`.
 * @throws EnvironmentError where the reader of environments refuses it
 */
export function environmentThat(
  says: string,
  { name = "trial", region = "eu-west-1", rest = "" }: Trial = {},
): Environment {
  const lines = [
    "target: aws",
    "domain: trial.example.org",
    "aws:",
    '  account: "123456789012"',
    `  region: ${region}`,
    `  ${says}`,
    rest,
  ];
  const folder = folderWith({ [join("environments", `${name}.yaml`)]: `${lines.join("\n")}\n` });
  const [environment] = loadEnvironments(join(folder, "environments"));
  if (environment === undefined) throw new Error("no environment");
  return environment;
}

/**
 * The stack of its cluster.
 * @throws EnvironmentError as synth does
 */
export function clusterOf(says: string, trial: Trial = {}) {
  const environment = environmentThat(says, trial);
  const { resource } = JSON.parse(
    Testing.synth(new AwsClusterStack(Testing.app(), environment, trial.workloads ?? [])),
  ) as StackJson["json"];
  return { resources: (type: string): JsonObject[] => Object.values(resource[type] ?? {}) };
}

/** The statements of a policy document. */
export const documentOf = (policy: unknown): JsonObject[] =>
  (JSON.parse(String(policy)) as { Statement: JsonObject[] }).Statement;
