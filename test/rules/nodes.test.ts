import { accessOf } from "../../stacks/cluster";
import { environmentOf } from "../support/environments";
import type { Deployment } from "../support/stacks";
import { listAt, objectAt, pick, resources } from "./support/resources";
import { type Rule, rule } from "./support/rule";

const NODES = "helm_release.nodes_objects_release";
const makesNodes = (deployment: Deployment) => accessOf(environmentOf(deployment)).nodeManifests.length > 0;

/** All that a resource waits for, by whatever is between. */
function before(deployment: Deployment): (address: string) => ReadonlySet<string> {
  const bodies = new Map(resources(deployment).map(({ address, body }) => [address, body]));
  const reach = (address: string, seen: Set<string>): Set<string> => {
    for (const next of listAt(bodies.get(address), "depends_on").map(String)) {
      if (!seen.has(next)) reach(next, seen.add(next));
    }
    return seen;
  };
  return (address) => reach(address, new Set());
}

const first: Rule = (deployment) => {
  const waited = before(deployment);
  return resources(deployment, "helm_release")
    .map(({ address }) => address)
    .filter((address) => address !== NODES && !waited(address).has(NODES))
    .map((address) => `${address}: may start before there is a node to run on`);
};

rule(
  "nodes that are made from inside the cluster stand before everything that has pods",
  first,
  {
    "pods that do not wait for them": (copy) => {
      const foundation = objectAt(pick(copy, "terraform_data", "foundation"));
      foundation.depends_on = listAt(foundation, "depends_on").filter((each) => each !== NODES);
    },
  },
  { about: makesNodes, spoilt: "aws-complete" },
);

test("a cluster that has its nodes is told nothing of them", () => {
  const { nodeManifests } = accessOf(environmentOf({ name: "minikube" }));
  expect(nodeManifests).toEqual([]);
});
