import { Shell } from "./shell";

test("a shell gives what a script and its background print, script after script", async () => {
  const shell = new Shell("here", "sh", []);
  expect(await shell.run("( sleep 0.1; echo late ) &\nvalue=kept; echo first", 10)).toBe("first\nlate\n");
  expect(await shell.run('echo "$value"', 10)).toBe("kept\n");
  shell.close();
});

test("a shell that ended says where, and with what", async () => {
  const shell = new Shell("argo/controller", "sh", ["-c", "echo no such pod >&2; exit 1"]);
  await expect(shell.run("echo hello", 10)).rejects.toThrow(
    "the shell in argo/controller ended: no such pod",
  );
});

test("a shell that hangs says so after its time", async () => {
  const shell = new Shell("argo/controller", "sleep", ["1"]);
  await expect(shell.run("echo hello", 0.1)).rejects.toThrow(
    "the shell in argo/controller did not answer in 0.1 s",
  );
});
