import { basename } from "node:path";
import { CommandError } from "../support/cli";
import { layerState } from "../support/state";
import type { Terraform } from "../support/terraform";
import type { Message } from "../support/terraform-messages";
import type { Step } from "./steps";

/** So many addresses are told of what still stands. */
const TOLD = 10;

/** Destroys what a layer's state holds, and looks whether the state is empty afterwards. */
export const layerStep = (terraform: Terraform, count: number, say: (line: string) => void): Step => ({
  name: `${basename(terraform.folder)} (${count} resources)`,
  mend: "mend what is named and run the same command again: it goes on where it stopped",
  async run() {
    let reason: string | undefined;
    try {
      await terraform.destroy((message) => {
        if (isTold(message)) say(`  ${message["@message"]}`);
      });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      reason = error.message;
    }
    const { resources } = layerState(await terraform.state());
    if (resources.length === 0 && reason === undefined) return "destroyed";
    throw new CommandError(
      [reason, resources.length > 0 ? `still there: ${listed(resources)}` : undefined]
        .filter((part) => part !== undefined)
        .join("\n"),
    );
  },
});

/** How far it is: each resource once, without what is read on the way. */
const isTold = ({ type, "@message": text }: Message) =>
  ["apply_complete", "apply_errored"].includes(type) && !text.startsWith("data.");

const listed = (addresses: readonly string[]) => {
  const more = addresses.length - TOLD;
  return `${addresses.slice(0, TOLD).join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
};
