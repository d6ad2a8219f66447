import { createInterface } from "node:readline/promises";
import type { Environment } from "../../environments/schema";
import { accessOf } from "../../stacks/cluster";
import { CommandError } from "../support/cli";
import type { LayerState } from "../support/state";

/** @throws CommandError where protection is on, in the environment's file or since the last deployment */
export function refuseProtected(environment: Environment, states: ReadonlyMap<string, LayerState>): void {
  const { name, file, protection } = environment;
  const deploy = `npx cdktf-cli@0.21 deploy '${name}-*'`;
  if ((protection ?? accessOf(environment).protectionDefault) === "on") {
    const found = protection === undefined ? "on, its default" : "on";
    throw new CommandError(
      `${file}: protection: found: ${found}; allowed: off; set it off, deploy (${deploy}), then destroy`,
    );
  }
  const still = [...states].filter(([, { record }]) => record?.protection === "on").map(([stack]) => stack);
  if (still.length === 0) return;
  throw new CommandError(
    `${still.join(" and ")}: protected since the last deployment, though ${file} says off; deploy (${deploy}), then destroy`,
  );
}

/** @throws CommandError where nobody types the environment's name */
export async function requireConsent(
  { name }: Environment,
  states: ReadonlyMap<string, LayerState>,
  yes: boolean,
): Promise<void> {
  const holders = [...states.values()].flatMap(({ record }) => record?.addresses ?? []);
  const what = [...states].map(([stack, { resources }]) => `${stack} (${resources.length} resources)`);
  const warning = `This destroys ${what.join(" and ")}${holders.length > 0 ? `, with the data in ${holders.join(", ")}` : ""}.`;
  if (yes) return;
  if (!process.stdin.isTTY) throw new CommandError(`${warning} There is no terminal to ask: say --yes`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${warning}\nType the environment's name, ${name}: `);
  terminal.close();
  if (answer.trim() !== name) throw new CommandError("nothing was touched");
}
