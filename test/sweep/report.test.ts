import { type Leftover, quoted } from "../../scripts/sweep/leftover";
import { sweep } from "../../scripts/sweep/report";

const swept = (...leftovers: Partial<Leftover>[]) =>
  sweep({
    place: "a cloud",
    leftovers: async () =>
      leftovers.map((each) => ({ kind: "disk", id: "d-1", because: "its tag", remove: "rm d-1", ...each })),
  });

test("nothing left is said, and is clean", async () => {
  expect(await swept()).toEqual({ clean: true, lines: ["nothing is left in a cloud"] });
});

test("what is left is told with its reason and the command that deletes it, and is not clean", async () => {
  const { clean, lines } = await swept({ kind: "network", name: "main" });
  expect(clean).toBe(false);
  expect(lines).toContain("  network d-1 (main): its tag");
  expect(lines).toContain("    rm d-1");
});

test("what holds data stands apart from the rest, and is not clean either: it costs as long as it is there", async () => {
  const { clean, lines } = await swept({ holdsData: true }, { kind: "network", id: "n-1" });
  expect(clean).toBe(false);
  expect(lines.indexOf("1 left that hold data: deleting one loses it")).toBeGreaterThan(
    lines.indexOf("  network n-1: its tag"),
  );
});

test("what is meant to stay is told, with the reason, and is clean", async () => {
  const { clean, lines } = await swept({ kept: "charts keep it" });
  expect(clean).toBe(true);
  expect(lines).toContain("  disk d-1: charts keep it");
});

test.each([
  ["vol-1", "vol-1"],
  ["arn:aws:s3:::a/b", "arn:aws:s3:::a/b"],
  ["two words", "'two words'"],
  ["it's", `'it'\\''s'`],
  ["$HOME", "'$HOME'"],
  ["", "''"],
])("a shell takes %j as it is meant", (argument, typed) => {
  expect(quoted(argument)).toBe(typed);
});
