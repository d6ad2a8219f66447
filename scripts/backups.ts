import { loadEnvironments } from "../environments/load";
import { accessOf } from "../stacks/cluster";
import { age, size, timeOf } from "./support/age";
import { Backups, type FoundBackup } from "./support/backups";
import { main, optionsOf } from "./support/cli";
import { requireContext, requireKubectl } from "./support/requirements";
import { table } from "./support/table";

const USAGE = "npm run backups [-- --env NAME] [--now]   (--now: makes one first)";

/** Which backups there are, how old and how large; or makes one, with its progress. */
void main(async () => {
  const { env, now } = optionsOf(
    { env: { type: "string", default: "minikube" }, now: { type: "boolean", default: false } },
    USAGE,
  );
  const [environment] = loadEnvironments(undefined, env);
  if (!environment) return 1;
  await requireKubectl();
  const backups = new Backups(await requireContext(accessOf(environment).context));
  if (now && !(await backups.backUp((line) => console.log(line)))) return 1;
  const found = await backups.list();
  console.log(
    table(["backup", "age", "databases", "objects", "size", "state"], [...found].reverse().map(row)),
  );
  const { lastSuccess, suspended } = await backups.schedule();
  console.log(
    `\nBy the schedule: ${lastSuccess ? `the last good one ${age(new Date(lastSuccess))} ago` : "none yet"}${suspended ? "; it is suspended" : ""}`,
  );
  return 0;
});

function row(found: FoundBackup) {
  const { name } = found;
  if (!found.complete) return [name, age(timeOf(name)), "-", "-", "-", "never finished"];
  const { databases, objects } = found;
  const dumps = databases.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    name,
    age(timeOf(name)),
    databases.map((each) => each.name).join(", "),
    objects?.count ?? "-",
    objects === null ? size(dumps) : `${size(dumps)} + ${size(objects.bytes)}`,
    "whole",
  ];
}
