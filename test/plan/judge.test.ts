import type { DataRecord } from "../../constructs/data-holders";
import { judgePlan } from "../../scripts/plan/judge";
import { type Action, type PlanJson, planJson, type ResourceChange } from "../../scripts/plan/plan-json";

const resource = (
  address: string,
  actions: Action[],
  more: Partial<ResourceChange> & { paths?: string[][] } = {},
): ResourceChange => {
  const [type = "", name = ""] = address.replace(/\[.*/, "").split(".");
  const { paths, ...rest } = more;
  return {
    ...{ address, mode: "managed", type, name },
    change: { actions, before: {}, after: {}, ...(paths ? { replace_paths: paths } : {}) },
    ...rest,
  };
};

const record = (before: Partial<DataRecord> | undefined, after: Partial<DataRecord> | undefined) => {
  const values = (list: Partial<DataRecord> | undefined) =>
    list === undefined ? null : { input: { protection: "off", addresses: [], ...list } };
  const { change, ...rest } = resource("terraform_data.data-holders", ["update"]);
  return { ...rest, change: { ...change, before: values(before), after: values(after) } };
};

const plan = (...resource_changes: ResourceChange[]): PlanJson => ({
  format_version: "1.2",
  resource_changes,
});

const BUCKET = "aws_s3_bucket.backups";
const marked = { addresses: [BUCKET] };
const refused = (...parameters: Parameters<typeof judgePlan>) =>
  judgePlan(...parameters).refused.map(({ address, fate }) => `${address}: ${fate}`);

describe("a plan is refused, and the address named, where it takes away what holds data", () => {
  test.each<[string, Action[], string]>([
    ["destroyed and made anew", ["delete", "create"], "replace"],
    ["made anew before it is destroyed", ["create", "delete"], "replace"],
    ["destroyed", ["delete"], "destroy"],
    ["forgotten", ["forget"], "forget"],
    ["forgotten and made anew", ["forget", "create"], "forget"],
  ])("because it would be %s", (_, actions, fate) => {
    expect(refused(plan(record(marked, marked), resource(BUCKET, actions)))).toEqual([`${BUCKET}: ${fate}`]);
  });

  test("when it is one of several instances", () => {
    const first = resource(`${BUCKET}["a"]`, ["delete"]);
    expect(refused(plan(record(marked, marked), first))).toEqual([`${BUCKET}["a"]: destroy`]);
  });

  test("when the program, and its list with it, no longer names it: the list of the last deployment does", () => {
    expect(refused(plan(record(marked, {}), resource(BUCKET, ["delete"])))).toEqual([`${BUCKET}: destroy`]);
  });

  test("when the list itself is dropped from the program", () => {
    expect(refused(plan(record(marked, undefined), resource(BUCKET, ["delete"])))).toEqual([
      `${BUCKET}: destroy`,
    ]);
  });

  test("when the program marks it only now, and replaces it at once", () => {
    expect(refused(plan(record({}, marked), resource(BUCKET, ["delete", "create"])))).toHaveLength(1);
  });

  test("when a replacement left an old object of it behind", () => {
    const left = resource(BUCKET, ["delete"], { deposed: "0a1b" });
    expect(judgePlan(plan(record(marked, marked), left)).refused).toMatchObject([
      { because: "what a replacement left behind" },
    ]);
  });
});

describe("a state of before there was a list", () => {
  test("loses nothing without its name: whatever goes may hold data", () => {
    expect(refused(plan(record(undefined, marked), resource("aws_subnet.a", ["delete"])))).toEqual([
      "aws_subnet.a: destroy",
    ]);
  });

  test("may lose what holds nothing by its kind, and have replaced what today's list does not name", () => {
    const changes = [
      resource("terraform_data.foundation", ["delete"]),
      resource("aws_subnet.a", ["delete", "create"]),
    ];
    expect(refused(plan(record(undefined, marked), ...changes))).toEqual([]);
  });
});

describe("a plan passes", () => {
  test.each<[string, Action[]]>([
    ["is made", ["create"]],
    ["changes in place", ["update"]],
    ["stays", ["no-op"]],
  ])("where what holds data %s", (_, actions) => {
    expect(refused(plan(record(marked, marked), resource(BUCKET, actions)))).toEqual([]);
  });

  test("where only what holds no data goes, and tells of it", () => {
    const verdict = judgePlan(
      plan(
        record(marked, marked),
        resource("aws_subnet.a", ["delete", "create"], { paths: [["cidr_block"]] }),
      ),
    );
    expect(verdict).toMatchObject({
      refused: [],
      losses: [{ address: "aws_subnet.a", fate: "replace", because: "cidr_block cannot change" }],
    });
  });

  test("where the loss is allowed by name, and for that name only", () => {
    const both = plan(
      record({ addresses: [BUCKET, "aws_kms_key.data"] }, {}),
      resource(BUCKET, ["delete"]),
      resource("aws_kms_key.data", ["delete"]),
    );
    expect(refused(both, [BUCKET])).toEqual(["aws_kms_key.data: destroy"]);
  });

  test("where a data source is read anew or goes", () => {
    const read = resource("aws_s3_bucket.backups", ["delete"], { mode: "data" });
    expect(refused(plan(record(marked, marked), read))).toEqual([]);
  });
});

test("under protection no name lets a loss pass: Terraform would refuse it too", () => {
  const on = { protection: "on", addresses: [BUCKET] } as const;
  const verdict = judgePlan(plan(record(on, on), resource(BUCKET, ["delete", "create"])), [BUCKET]);
  expect(verdict.refused).toMatchObject([{ address: BUCKET, canBeAllowed: false }]);
});

test("what becomes of everything is counted, each resource once", () => {
  const { counts } = judgePlan(
    plan(
      resource("a.a", ["create"]),
      resource("a.b", ["update"]),
      resource("a.c", ["create", "delete"]),
      resource("a.d", ["delete"]),
      resource("a.e", ["forget"]),
      resource("a.f", ["no-op"]),
      resource("a.g", ["read"], { mode: "data" }),
    ),
  );
  expect(counts).toEqual({ create: 1, change: 1, replace: 1, destroy: 1, forget: 1, stay: 1 });
});

test("neither values nor what is unknown become part of a verdict", () => {
  const secret = resource(BUCKET, ["delete", "create"], { paths: [["bucket"]] });
  const values = { ...secret.change, before: { bucket: "hunter2" }, after: { bucket: "hunter3" } };
  expect(
    JSON.stringify(judgePlan(plan(record(marked, marked), { ...secret, change: values }))),
  ).not.toContain("hunter");
});

test("what is no plan in a format that is known is refused, not taken for an empty one", () => {
  expect(() => planJson({})).toThrow("format_version: found: none; allowed: 1.x");
  expect(() => planJson({ format_version: "2.0" })).toThrow("found: 2.0");
});
