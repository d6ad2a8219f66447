import { join } from "node:path";
import { folderWith } from "../support/environment-folder";
import { program } from "../support/program";

const PROVIDER = "registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64/x";
const eks = join(folderWith({ "eks.py": "" }), "eks.py");
const moto = ["--moto", process.execPath] as const;

test.concurrent.each([
  [
    ["--moto", "/nowhere/moto_server"],
    ["/nowhere/moto_server is missing", "pip install 'moto[server]=="],
  ],
  [[...moto], ["--eks: found: nothing", "python FILE PORT MOTO_URL"]],
  [
    [...moto, "--eks", eks],
    ["--providers: found: nothing", "hashicorp/aws/5.100.0", "terraform providers mirror"],
  ],
  [
    [...moto, "--eks", eks, "--providers", folderWith({ [PROVIDER]: "" }), "--env", "aws"],
    ["Unknown option '--env'", "usage: npm run test:aws"],
  ],
])("%j ends with one line that says what is missing and how to come by it", async (args, parts) => {
  const { code, stdout, stderr } = await program("test/aws/main.ts", args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr.trim().split("\n")).toHaveLength(1);
  for (const part of parts) expect(stderr).toContain(part);
});
