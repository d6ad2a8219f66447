import type { Environment } from "../../environments/schema";
import { stateHomeOf } from "../../stacks/state";
import { CommandError } from "../support/cli";
import { azurermParts } from "./azurerm";
import type { Parts } from "./part";
import { s3Parts } from "./s3";

/** Everything that an environment's states are kept in; nothing where they are files. @throws CommandError where nobody is signed in there */
export async function homeParts(environment: Environment): Promise<Parts> {
  const home = stateHomeOf(environment);
  if (home.backend === "local") return [];
  return home.backend === "s3" ? s3Parts(home, environment) : azurermParts(home, environment);
}

/** @throws CommandError naming what is missing or changed, and the command that makes it */
export async function requireHome(environment: Environment): Promise<void> {
  const open: string[] = [];
  for (const part of await homeParts(environment)) {
    const look = await part.look();
    if (look !== "ok") open.push(`${part.what}: ${look}`);
  }
  if (open.length === 0) return;
  throw new CommandError(
    `${environment.file}: what holds the state is not as it should be; found: ${open.join(", ")}; make it: npm run bootstrap -- --env ${environment.name}`,
  );
}
