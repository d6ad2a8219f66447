import { addressesOf } from "../../scripts/support/stack-json";
import { stack } from "../support/stacks";

test("an environment's stacks are named after its file and their layer", () => {
  expect(stack("minikube-platform").name).toBe("minikube-platform");
  expect(addressesOf(stack("minikube-platform")).length).toBeGreaterThan(10);
});
