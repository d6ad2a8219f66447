import { accessOf } from "../../stacks/cluster";
import type { ClusterAccess } from "../../stacks/cluster/access";
import { CommandError } from "../support/cli";
import type { Deployment } from "../support/deployment";
import type { Kubectl } from "../support/kubectl";
import { requireContext, requireKubectl } from "../support/requirements";
import type { StackJson } from "../support/stack-json";
import type { LayerState } from "../support/state";
import { Terraform } from "../support/terraform";
import { gatewayStep, refuseOthersLoadBalancers, volumesStep } from "./in-cluster";
import { layerStep } from "./layer";
import type { Step } from "./steps";

/** Until a load balancer or a disk is given up that a cloud is to delete. */
const PATIENCE = { seconds: 600 };

/**
 * Routes and load balancers first, then the layers in the cluster, then the volumes, then the cluster. Looks at what there is and touches
 * nothing.
 * @throws CommandError where the platform stands and its cluster does not answer: it could not be taken away
 */
export async function planTearDown(
  { environment, stacks, terraform }: Deployment,
  states: ReadonlyMap<string, LayerState>,
  say: (line: string) => void,
): Promise<Step[]> {
  const count = ({ name }: StackJson) => states.get(name)?.resources.length ?? 0;
  const makesCluster = ({ name }: StackJson) => stacks.some(({ dependsOn }) => dependsOn.includes(name));
  const standing = stacks.filter((stack) => count(stack) > 0).reverse();
  const destroyed = (stack: StackJson) =>
    layerStep(new Terraform(stack.folder, terraform), count(stack), say);
  const platform = standing.filter((stack) => !makesCluster(stack));
  const below = standing.filter(makesCluster);
  if (standing.length === 0) return [];
  const access = accessOf(environment);
  const kubectl = platform.length > 0 ? await answering(access) : await perhaps(access, say);
  if (kubectl !== undefined && below.length > 0) await refuseOthersLoadBalancers(kubectl);
  return [
    ...(kubectl !== undefined ? [gatewayStep(kubectl, environment, PATIENCE)] : []),
    ...platform.map(destroyed),
    ...(kubectl !== undefined ? [volumesStep(kubectl, PATIENCE)] : []),
    ...below.map((stack) => ({ ...destroyed(stack), sweepAfter: true })),
  ];
}

async function answering({ context, operator }: ClusterAccess): Promise<Kubectl> {
  await requireKubectl();
  return requireContext(context, operator?.kubeconfig);
}

/** After a teardown that stopped half-way the cluster may be gone already. */
async function perhaps(access: ClusterAccess, say: (line: string) => void): Promise<Kubectl | undefined> {
  try {
    return await answering(access);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    say(`${error.message}; its load balancers and volumes are left to the sweep`);
    return undefined;
  }
}
