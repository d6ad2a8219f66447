import { main, optionsOf } from "./support/cli";
import { environmentNamed } from "./support/deployment";
import { sweeperOf } from "./sweep/index";
import { sweep } from "./sweep/report";

const USAGE = "npm run sweep -- --env NAME   (after npm run destroy, which ends with it)";

/** What a deployment left behind, with the command that deletes each. Deletes nothing. Ends with exit code 1 where anything is left. */
void main(async () => {
  const { env } = optionsOf({ env: { type: "string" } }, USAGE);
  const { lines, clean } = await sweep(sweeperOf(environmentNamed(env, USAGE)));
  for (const line of lines) console.log(line);
  return clean ? 0 : 1;
});
