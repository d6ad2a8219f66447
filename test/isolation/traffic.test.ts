import { flowTitle } from "../../constructs/isolation/flows";
import { loadEnvironments } from "../../environments/load";
import { flowsOf } from "../../stacks/platform/definitions";
import { byAssertion, traffic } from "../cluster/traffic";

test("every declared flow between pods, to the api server and to DNS has its traffic check, and every check its flow", () => {
  const [minikube] = loadEnvironments("environments", "minikube");
  if (!minikube) throw new Error("environments/minikube.yaml is gone");
  const declared = flowsOf(minikube)
    .map(flowTitle)
    .filter((title) => !byAssertion(title));
  expect(traffic.map(({ title }) => title).sort()).toEqual(declared.sort());
});
