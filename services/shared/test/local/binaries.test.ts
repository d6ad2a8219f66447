import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accountFor } from "../../src/local/account";
import { binaries, installed } from "../../src/local/binaries";

const isRoot = process.getuid?.() === 0;
const account = accountFor("/nowhere");
const folder = mkdtempSync(join(tmpdir(), "ivcap-test-binaries-"));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The package as npm unpacks it when it runs no install scripts: without links. */
function unpacked(name: string) {
  const { folder: from, version } = installed();
  const to = join(folder, name);
  const isLink = /\.so(\.\d+)?$/;
  const kept = /lib(crypto|ossp-uuid|ssl|z|xml2|xslt|lzma)\.so/;
  cpSync(from, to, {
    recursive: true,
    filter: (path) =>
      !path.endsWith(".a") && !(/\/lib\/[^/]*$/.test(path) && isLink.test(path) && !kept.test(path)),
  });
  return { folder: to, version };
}

it("Postgres runs where npm unpacked it although no install script made its links", async () => {
  const there = unpacked("without-scripts");
  expect(existsSync(join(there.folder, "native/lib/libicuuc.so.60"))).toBe(false);
  expect(await binaries(account, folder, there)).toBe(join(there.folder, "native"));
  expect(existsSync(join(there.folder, "native/lib/libicuuc.so.60"))).toBe(true);
});

(isRoot ? it : it.skip)(
  "A package that is closed to the account is copied once to where it is not (tried as root only)",
  async () => {
    const home = join(folder, "home");
    mkdirSync(home);
    const there = unpacked("home/package");
    chmodSync(home, 0o700);
    const copied = await binaries(account, folder, there);
    expect(copied).toBe(join(folder, `postgres-${there.version}`, "native"));
    rmSync(there.folder, { recursive: true });
    mkdirSync(there.folder);
    expect(await binaries(account, folder, there)).toBe(copied);
  },
);

it("Where it runs nowhere, the message says what the program said", async () => {
  const empty = join(folder, "empty");
  mkdirSync(join(empty, "native"), { recursive: true });
  await expect(binaries(account, folder, { folder: empty, version: "0" })).rejects.toThrow(
    /Postgres of .*empty does not run: spawn .*ENOENT/,
  );
});
