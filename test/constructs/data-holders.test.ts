import { TerraformStack, Testing } from "cdktf";
import { DataHolders } from "../../constructs/data-holders";
import { Gate } from "../../constructs/gate";
import { markHoldsData, protect } from "../../constructs/protection";
import { at } from "../rules/support/resources";
import { isProtected } from "../support/environments";
import { deployments } from "../support/stacks";

const recordOf = (prepare: (stack: TerraformStack, gate: Gate) => void) => {
  const stack = new TerraformStack(Testing.app(), "stack");
  new DataHolders(stack);
  prepare(stack, new Gate(stack, "gate", {}));
  const { resource } = JSON.parse(Testing.synth(stack)) as {
    resource: Record<string, Record<string, object>>;
  };
  return resource.terraform_data?.["data-holders"];
};

describe("the state is told what holds data", () => {
  test("by what is marked when everything is there", () => {
    expect(recordOf((_, gate) => markHoldsData(gate))).toMatchObject({
      input: { protection: "off", addresses: ["terraform_data.gate"] },
    });
  });

  test("and whether it is protected", () => {
    expect(recordOf(protect)).toMatchObject({ input: { protection: "on", addresses: [] } });
  });

  test.each(deployments.map((deployment) => [deployment.name, deployment] as const))(
    "in every stack of %s, with what prevent_destroy keeps",
    (_, deployment) => {
      for (const { json } of deployment.stacks) {
        const record = json.resource.terraform_data?.["data-holders"] ?? {};
        const kept = Object.entries(json.resource).flatMap(([type, named]) =>
          Object.entries(named)
            .filter(([, body]) => at(body, "lifecycle", "prevent_destroy") === true)
            .map(([name]) => `${type}.${name}`),
        );
        const addresses = at(record, "input", "addresses");
        if (isProtected(deployment)) expect(addresses).toEqual(kept.sort());
        else expect(Array.isArray(addresses)).toBe(true);
      }
    },
  );
});
