import {
  commonRange,
  isWithin,
  minorOf,
  type Ranged,
  rangeText,
  refusal,
} from "../../constructs/kubernetes-range";
import { pinnedRange } from "../../constructs/pins";

test.each([
  ["1.34", "1.34"],
  ["v1.34.2", "1.34"],
  ["v1.9.0", "1.9"],
  ["v1.34.1-eks-113cf36", "1.34"],
])("%s is of the minor version %s", (version, minor) => {
  expect(minorOf(version)).toBe(minor);
});

test("what is no version is not taken for one", () => {
  expect(() => minorOf("latest")).toThrow(RangeError);
});

test("versions compare by number, ends included, and an end that is not named is open", () => {
  expect(isWithin("1.10", { from: "1.9" })).toBe(true);
  expect(isWithin("1.9", { from: "1.10" })).toBe(false);
  expect(isWithin("v1.36.4", { from: "1.34", to: "1.36" })).toBe(true);
  expect(isWithin("1.37", { from: "1.34", to: "1.36" })).toBe(false);
  expect(isWithin("1.20", {})).toBe(true);
});

const all: Ranged[] = [
  { title: "one (a 1.0.0)", range: { from: "1.9" } },
  { title: "two (b 2.0.0)", range: { from: "1.10", to: "1.12" } },
  { title: "three (c 3.0.0)", range: {} },
];

test("what works with all is bounded by the narrowest", () => {
  expect(commonRange(all)).toEqual({ from: "1.10", to: "1.12" });
  expect(commonRange([])).toEqual({});
  expect([{ from: "1.2" }, { to: "1.3" }, {}].map(rangeText)).toEqual([
    "1.2 or newer",
    "1.3 or older",
    "any version",
  ]);
});

test("a refusal says found, allowed, and whom it is for", () => {
  expect(refusal("1.11", all)).toBeUndefined();
  expect(refusal("v1.13.1", all)).toBe(
    "found: v1.13.1; allowed: 1.10 to 1.12; two (b 2.0.0) works with 1.10 to 1.12",
  );
  expect(refusal("1.8", all)).toMatch(/one \(a 1\.0\.0\) works with 1\.9 or newer, two \(b 2\.0\.0\) works/);
});

test("there is a Kubernetes that every pinned chart works with", () => {
  expect(isWithin(pinnedRange.from ?? "", pinnedRange)).toBe(true);
});
