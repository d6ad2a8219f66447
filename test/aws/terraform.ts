import { spawnSync } from "node:child_process";
import { emulate } from "./emulated-stack";

/**
 * Terraform, for commands that are told to use this program in its place: before it initialises a folder, the stack in it is made to speak
 * to the emulator. So the commands run as they are, on the stack as they synthesise it.
 */
const { IVCAP_EMULATOR: url, IVCAP_EMULATOR_EKS: eksUrl } = process.env;
const args = process.argv.slice(2);
if (url === undefined || eksUrl === undefined) {
  console.error("IVCAP_EMULATOR and IVCAP_EMULATOR_EKS are not set: test/aws/workspace.ts sets them");
  process.exitCode = 1;
} else {
  if (args[0] === "init") emulate(process.cwd(), { url, eksUrl });
  process.exitCode = spawnSync("terraform", args, { stdio: "inherit" }).status ?? 1;
}
