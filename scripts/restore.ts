import { createInterface } from "node:readline/promises";
import { didYouMean } from "../environments/did-you-mean";
import { loadEnvironments } from "../environments/load";
import { accessOf } from "../stacks/cluster";
import { age, timeOf } from "./support/age";
import { Backups, type FoundBackup } from "./support/backups";
import { CommandError, main, optionsOf } from "./support/cli";
import { requireContext, requireKubectl } from "./support/requirements";

const USAGE =
  "npm run restore -- --from NAME|latest [--env NAME] [--yes]   (npm run backups lists the names)";

/** Puts a backup back: the objects, then the databases that name them. Asks before, and ends with what came of it. */
void main(async () => {
  const { env, from, yes } = optionsOf(
    {
      env: { type: "string", default: "minikube" },
      from: { type: "string" },
      yes: { type: "boolean", default: false },
    },
    USAGE,
  );
  if (from === undefined)
    throw new CommandError(`--from is missing: it names the backup, or latest; usage: ${USAGE}`);
  const [environment] = loadEnvironments(undefined, env);
  if (!environment) return 1;
  await requireKubectl();
  const kubectl = await requireContext(accessOf(environment).context);
  const backups = new Backups(kubectl);
  await backups.refuseWhileOneRuns();
  const chosen = choose(await backups.list(), from);
  if (!yes) await requireConsent(kubectl.context, chosen);
  const restored = await backups.restore(chosen.name, (line) => console.log(line));
  console.log(
    restored
      ? "Restored. Programs that were connected start again: kubectl rollout restart deployment -n argo, and -n ivcap"
      : "Not restored: the lines above say what stopped it. A database is as it was, or as in the backup, never between",
  );
  return restored ? 0 : 1;
});

type Whole = Extract<FoundBackup, { complete: true }>;

function choose(found: readonly FoundBackup[], from: string): Whole {
  const whole = found.filter((each): each is Whole => each.complete);
  const chosen = from === "latest" ? whole.at(-1) : whole.find(({ name }) => name === from);
  if (chosen) return chosen;
  const names = whole.map(({ name }) => name);
  const half = found.some(({ name }) => name === from)
    ? "a backup that was never finished"
    : "no such backup";
  throw new CommandError(
    `--from: found: ${from}, ${half}; allowed: latest, ${names.join(", ") || "nothing: there is no backup yet"}${didYouMean(from, names)}`,
  );
}

async function requireConsent(context: string, { name, databases, objects }: Whole): Promise<void> {
  const what =
    `On the cluster of context ${context}, the databases ${databases.map((each) => each.name).join(" and ")} are replaced by ` +
    `those of ${name} (${age(timeOf(name))} old)${objects === null ? "" : `, and ${objects.count} objects of ${objects.bucket} are written over`}.`;
  if (!process.stdin.isTTY) throw new CommandError(`${what} There is no terminal to ask: say --yes`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${what} What was written since is lost. Type yes: `);
  terminal.close();
  if (answer.trim() !== "yes") throw new CommandError("nothing was touched");
}
