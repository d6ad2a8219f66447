import { main, optionsOf } from "../../scripts/support/cli";
import { Checks } from "./checks";
import { INSTALL as BUILD, commandLine, requireCli } from "./cli/client";
import { withPlatform } from "./platform";
import { INSTALL, pythonClient, requireClient } from "./python/client";

const USAGE =
  "npm run test:clients [-- --cli FILE] [--python FILE]   (--cli: the program ivcap, v0.41.7; --python: a python that has ivcap-client)";

/** The published clients, unmodified, against the platform as `npm run local` starts it. */
void main(async () => {
  const { cli, python } = optionsOf({ cli: { type: "string" }, python: { type: "string" } }, USAGE);
  if (cli !== undefined) await requireCli(cli);
  if (python !== undefined) await requireClient(python);
  const checks = new Checks();
  if (cli !== undefined || python !== undefined) {
    await withPlatform(async (platform) => {
      if (cli !== undefined) await commandLine(cli, platform, checks);
      if (python !== undefined) await pythonClient(python, platform, checks);
    });
  }
  if (cli === undefined) checks.leftOut(`the command line, since --cli names none: ${BUILD}`);
  if (python === undefined) checks.leftOut(`the Python client, since --python names none: ${INSTALL}`);
  console.log(`\n${checks.summary}`);
  return checks.failed === 0 && checks.passed > 0 ? 0 : 1;
});
