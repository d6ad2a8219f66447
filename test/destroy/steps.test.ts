import { type Step, tearDown } from "../../scripts/destroy/steps";
import { CommandError } from "../../scripts/support/cli";

const step = (name: string, run: () => Promise<string>): Step => ({ name, run, mend: `mend ${name}` });
const gone = (name: string) => step(name, async () => "gone");
const failing = (name: string, error: Error) =>
  step(name, async () => {
    throw error;
  });
const silent = () => {};

test("steps are taken in turn, and what came of each is told", async () => {
  expect(await tearDown([gone("gateway"), gone("platform")], silent)).toEqual({
    taken: [
      { name: "gateway", result: "gone" },
      { name: "platform", result: "gone" },
    ],
    failed: undefined,
  });
});

test("behind a step that failed none begins, and each says so", async () => {
  const torn = await tearDown(
    [gone("gateway"), failing("platform", new CommandError("a release is stuck")), gone("cluster")],
    silent,
  );
  expect(torn.taken.map(({ result }) => result)).toEqual(["gone", "FAILED", "not begun"]);
  expect(torn.failed).toMatchObject({
    name: "platform",
    reason: "a release is stuck",
    mend: "mend platform",
  });
});

test("a fault that nobody foresaw is a failed step too", async () => {
  expect(
    (await tearDown([failing("gateway", new TypeError("x is undefined"))], silent)).failed,
  ).toMatchObject({
    reason: "TypeError: x is undefined",
  });
});
