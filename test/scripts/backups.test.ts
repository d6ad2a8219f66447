import { chmodSync } from "node:fs";
import { join } from "node:path";
import { age, size, timeOf } from "../../scripts/support/age";
import { folderWith, MINIMAL } from "../support/environment-folder";
import { program } from "../support/program";

const WHOLE = "2026-11-24T02-17-05Z";
const HALF = "2026-11-25T02-17-05Z";
const LISTED = [
  {
    name: WHOLE,
    complete: true,
    databases: [{ name: "ivcap", bytes: 2048 }],
    objects: { bucket: "b", count: 3, bytes: 5 },
  },
  { name: HALF, complete: false },
];
const CRONJOB = {
  metadata: { name: "list", uid: "u" },
  spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: "list" }] } } } } },
  status: { lastSuccessfulTime: new Date().toISOString() },
};
const items = (...items: object[]) => JSON.stringify({ items });
const POD = {
  metadata: { name: "p" },
  status: { containerStatuses: [{ name: "list", state: { terminated: { exitCode: 0 } } }] },
};

/** A kubectl of a cluster on which the list of backups is this one. */
const kubectl = ({
  cronjob = JSON.stringify(CRONJOB),
  running = items(),
  listed = LISTED as object[],
} = {}) => `#!/bin/sh
case "$*" in
  *get-contexts*) echo minikube ;;
  version*) echo v1.34.0 ;;
  *" get namespaces "*) ;;
  *" get cronjob "*) ${cronjob ? `echo '${cronjob}'` : 'echo "Error from server (NotFound)" >&2; exit 1'} ;;
  *" get jobs "*field-selector*) echo '${items({ metadata: { name: "j" }, status: { succeeded: 1 } })}' ;;
  *" get jobs "*) echo '${running}' ;;
  *" get pods "*) echo '${items(POD)}' ;;
  *" logs "*) cat <<'END'
${listed.map((each) => JSON.stringify(each)).join("\n")}
END
    ;;
  *" create "*) cat >/dev/null ;;
  *) echo "unexpected: $*" >&2; exit 1 ;;
esac
`;

function command(
  script: "backups" | "restore",
  args: readonly string[],
  given: Parameters<typeof kubectl>[0] = {},
) {
  const folder = folderWith({ "bin/kubectl": kubectl(given), "environments/minikube.yaml": MINIMAL });
  chmodSync(join(folder, "bin/kubectl"), 0o755);
  return program(`scripts/${script}.ts`, args, {
    PATH: `${join(folder, "bin")}:${process.env.PATH}`,
    IVCAP_ENVIRONMENTS: join(folder, "environments"),
  });
}

test.concurrent("backups lists the newest first, with age, size and whether each is whole", async () => {
  const { code, stdout } = await command("backups", []);
  expect(code).toBe(0);
  const [, , first = "", second = ""] = stdout.split("\n");
  expect(first).toMatch(new RegExp(`^${HALF} .*never finished$`));
  expect(second).toMatch(new RegExp(`^${WHOLE} .* ivcap +3 +2\\.0 KiB \\+ 5 B +whole$`));
  expect(stdout).toContain("By the schedule: the last good one 0 min ago");
});

test.concurrent("a backup without objects, which the cloud keeps, is listed and restored as the databases alone", async () => {
  const listed = [{ ...LISTED[0], objects: null }];
  const { stdout } = await command("backups", [], { listed });
  expect(stdout).toMatch(new RegExp(`${WHOLE} .* ivcap +- +2\\.0 KiB +whole`));
  const { stderr } = await command("restore", ["--from", "latest"], { listed });
  expect(stderr).toMatch(/databases ivcap are replaced by those of .* old\)\. There is no terminal to ask/);
});

test.concurrent.each<[string, string[], Parameters<typeof kubectl>[0], RegExp]>([
  ["without a name", [], {}, /^--from is missing: it names the backup, or latest; usage: npm run restore/],
  [
    "of a name that is nearly one",
    ["--from", "2026-11-24T02-17-0Z"],
    {},
    new RegExp(
      `^--from: found: 2026-11-24T02-17-0Z, no such backup; allowed: latest, ${WHOLE}; did you mean ${WHOLE}\\?`,
    ),
  ],
  [
    "of one that was never finished",
    ["--from", HALF],
    {},
    /a backup that was never finished; allowed: latest, /,
  ],
  [
    "without a terminal and without --yes",
    ["--from", "latest"],
    {},
    new RegExp(
      `databases ivcap are replaced by those of ${WHOLE} .*3 objects of b are written over\\. .*say --yes$`,
    ),
  ],
  [
    "while a backup runs",
    ["--from", "latest", "--yes"],
    { running: items({ metadata: { name: "backup-1" }, status: { active: 1 } }) },
    /^backup-1 runs in namespace backup; wait until it has ended/,
  ],
  [
    "where there is no platform",
    ["--from", "latest", "--yes"],
    { cronjob: "" },
    /^context minikube has no cronjob list in namespace backup: deploy the platform first/,
  ],
])("restore %s ends with one line and exit code 1", async (_, args, given, message) => {
  const { code, stdout, stderr } = await command("restore", args, given);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(message)]);
});

test("an age and a size have units that a reader takes in", () => {
  const now = new Date("2026-11-25T05:27:05Z");
  expect(age(timeOf(WHOLE), now)).toBe("1 d 3 h");
  expect(age(timeOf(HALF), now)).toBe("3 h 10 min");
  expect(age(new Date("2026-11-25T06:00:00Z"), now)).toBe("0 min");
  expect([size(0), size(1023), size(1536), size(5 * 1024 ** 3)]).toEqual([
    "0 B",
    "1023 B",
    "1.5 KiB",
    "5.0 GiB",
  ]);
});
