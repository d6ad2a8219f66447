import { Lazy, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { addressOfResource, dataHolders, isProtected } from "./protection";

/** What the state says of the data below it: written by each deployment, so that the next plan knows what the last one said. */
export interface DataRecord {
  readonly protection: "on" | "off";
  /** `type.name` of each resource that holds data, sorted. */
  readonly addresses: readonly string[];
}

/** The address under which it is in every stack. */
export const DATA_RECORD = { type: "terraform_data", name: "data-holders" } as const;

/**
 * Keeps the list of what holds data in the state itself. A plan then shows the list of the last deployment beside today's, so that
 * a resource that was dropped from the program, and from today's list with it, is still known to hold data.
 */
export class DataHolders extends TerraformResource {
  constructor(scope: Construct) {
    super(scope, DATA_RECORD.name, { terraformResourceType: DATA_RECORD.type });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { input: Lazy.anyValue({ produce: () => this.record() }) };
  }

  /** Asked for at synth, when everything of the stack is there. */
  private record(): DataRecord {
    const stack = this.cdktfStack;
    return {
      protection: isProtected(stack) ? "on" : "off",
      addresses: dataHolders(stack).map(addressOfResource).sort(),
    };
  }
}
