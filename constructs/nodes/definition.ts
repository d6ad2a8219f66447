import type { ClusterAccess } from "../../stacks/cluster/access";
import type { Definition } from "../definition";

/** Where the release is whose objects make nodes; they are the cluster's own, and no pod runs there. */
export const nodes = {
  name: "nodes",
  role: "Node pools, where the cluster takes them from inside.",
  namespace: { name: "nodes", world: "external", podSecurity: "restricted", dns: false },
  flows: () => [],
  secrets: [],
  needs: [],
} as const satisfies Definition;

export const makesNodes = ({ nodeManifests }: ClusterAccess) => nodeManifests.length > 0;
