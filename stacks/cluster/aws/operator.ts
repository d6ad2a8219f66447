import type { Environment } from "../../../environments/schema";
import { awsCli, awsSignIn } from "../../tools";
import type { Operator } from "../operator";
import { prefixOf } from "../settings";
import { namesOf } from "./names";

export function awsOperator(environment: Environment): Operator {
  const { account, cluster, region } = namesOf(environment);
  return {
    tools: [awsCli],
    signIn: awsSignIn(account),
    cluster: {
      tool: awsCli,
      ask: ["eks", "describe-cluster", "--name", cluster, "--region", region, "--output", "json"],
      missing: "ResourceNotFoundException",
    },
    kubeconfig: `aws eks update-kubeconfig --region ${region} --name ${cluster} --alias ${prefixOf(environment)}`,
  };
}
