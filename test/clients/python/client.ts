import { join } from "node:path";
import { CommandError } from "../../../scripts/support/cli";
import { run } from "../../../scripts/support/command";
import type { Checks } from "../checks";
import { deviceLogin } from "../device-login";
import type { Platform } from "../platform";

const FOLDER = join("test", "clients", "python");
export const INSTALL = `python3 -m venv DIR && DIR/bin/pip install -r ${join(FOLDER, "requirements.txt")}, then --python DIR/bin/python`;

/** @throws CommandError naming the program and what installs the client for it */
export async function requireClient(python: string): Promise<void> {
  const { code, stderr } = await run(python, ["-c", "from ivcap_client import IVCAP"]);
  if (code === 0) return;
  const reason = stderr.trim().split("\n").pop();
  throw new CommandError(
    `--python ${python}: the Python client cannot be imported (${reason}); install it: ${INSTALL}`,
  );
}

type Line = { says: string; problem: string | null };

/** Runs checks.py, which prints a line of JSON for each check. */
export async function pythonClient(
  python: string,
  { url, token, gone }: Platform,
  checks: Checks,
): Promise<void> {
  const other = await deviceLogin(url, "bob");
  const { code, stderr } = await run(python, ["-B", join(FOLDER, "checks.py")], {
    env: { IVCAP_URL: url, IVCAP_JWT: token, IVCAP_OTHER_JWT: other },
    timeout: 180_000,
    signal: gone,
    onLine: (line) => {
      if (!line.startsWith("{")) return; // the other stream, where the client prints what fails
      const { says, problem } = JSON.parse(line) as Line;
      checks.saw(`Python: ${says}`, problem ?? undefined);
    },
  });
  if (code !== 0)
    checks.saw("Python: the checks come to their end", `exit code ${code}: ${stderr.slice(-2000)}`);
}
