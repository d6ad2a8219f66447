import { idleLeaves, leavesOf, pathText, without } from "../../scripts/render/leaves";
import type { JsonObject } from "../../scripts/support/stack-json";

test("leaves are what holds nothing more, at any depth", () => {
  expect(leavesOf({ a: { b: [{ c: 1 }, null], d: {} }, e: [] }).map(pathText)).toEqual([
    "a.b[0].c",
    "a.b[1]",
    "a.d",
    "e",
  ]);
  expect(
    leavesOf({ a: [{ b: 1 }, { b: 2 }] }).map((path) => without({ a: [{ b: 1 }, { b: 2 }] }, path)),
  ).toEqual([{ a: [{}, { b: 2 }] }, { a: [{ b: 1 }, {}] }]);
  expect(without({ a: ["x", "y"] }, ["a", 0])).toEqual({ a: ["y"] });
});

/** A chart that prints `used` and `free`, and 3 where `used` is not said. */
const chart = async ({ used = 3, free = {} }: JsonObject) => JSON.stringify({ used, free });

test("a leaf that nothing shows is dead, one that says what the chart says is not", async () => {
  expect(await idleLeaves({ used: 4, free: { x: "y" }, made: { up: true }, list: [] }, chart)).toEqual([
    { path: "list", kind: "dead" },
    { path: "made.up", kind: "dead" },
  ]);
  expect(await idleLeaves({ used: 3, free: {} }, chart)).toEqual([
    { path: "free", kind: "default" },
    { path: "used", kind: "default" },
  ]);
});
