import { loadEnvironments, PLACEHOLDER } from "../environments/load";
import { bring } from "./bootstrap/bring";
import { homeParts } from "./bootstrap/home";
import { CommandError, main, optionsOf } from "./support/cli";

const USAGE = "npm run bootstrap -- --env NAME [--yes]   (--yes: makes what is missing without asking)";

/**
 * Makes what holds the state of an environment's stacks, before the first of them can be planned, and mends it where it is not as it was
 * made. Its own state is what it finds: run again it changes nothing, on whichever machine.
 */
void main(async () => {
  const { env, yes } = optionsOf(
    { env: { type: "string" }, yes: { type: "boolean", default: false } },
    USAGE,
  );
  if (env === undefined) throw new CommandError(`--env is missing; usage: ${USAGE}`);
  for (const environment of loadEnvironments(undefined, env)) {
    const { file, placeholders } = environment;
    if (placeholders.length > 0) {
      throw new CommandError(`${file}: still ${PLACEHOLDER}: ${placeholders.join(", ")}`);
    }
    const parts = await homeParts(environment);
    if (parts.length === 0) {
      throw new CommandError(
        `${file}: state.backend: found: local; allowed: s3, azurerm; nothing to make, the state is a file on this machine`,
      );
    }
    await bring(parts, { agreed: yes, say: console.log });
    console.log(`next:  npm run preflight -- --env ${environment.name}`);
  }
  return 0;
});
