import { existsSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { CommandError, optionsOf } from "../../scripts/support/cli";
import { checkNames } from "./checks";

const USAGE =
  "npm run test:cluster -- --context C [--env NAME] [--charts DIR] [--providers DIR] [--only CHECK[,CHECK]] [--yes]";

/** @throws CommandError on what is missing or does not exist */
export function parseOptions() {
  const string = { type: "string" } as const;
  const values = optionsOf(
    {
      context: string,
      env: { ...string, default: "minikube" },
      charts: string,
      providers: string,
      only: string,
      yes: { type: "boolean", default: false },
    },
    USAGE,
  );
  if (!values.context)
    throw new CommandError(
      `--context is missing: it names the cluster, so that no other is touched; usage: ${USAGE}`,
    );
  for (const folder of ["charts", "providers"] as const) {
    const path = values[folder];
    if (path !== undefined && !existsSync(path))
      throw new CommandError(`--${folder}: no such folder: ${path}`);
  }
  const only = values.only?.split(",");
  const unknown = only?.filter((name) => !checkNames.includes(name)) ?? [];
  if (unknown.length > 0) {
    throw new CommandError(`--only: no check ${unknown.join(", ")}; there are: ${checkNames.join(", ")}`);
  }
  return { ...values, context: values.context, only };
}

/** @throws CommandError where nobody agrees to an install and its removal */
export async function requireConsent({
  yes,
  context,
  env,
}: {
  yes: boolean;
  context: string;
  env: string;
}): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY)
    throw new CommandError(
      "this installs on and destroys from a cluster, and there is no terminal to ask: say --yes",
    );
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(
    `Install ${env}-platform on the cluster of context ${context}, and destroy it afterwards? Type yes: `,
  );
  terminal.close();
  if (answer.trim() !== "yes") throw new CommandError("nothing was touched");
}
