import { filled } from "../../scripts/checkov/filled";
import { judgeByReasons } from "../../scripts/checkov/reasons-of-clouds";
import { addressesOf } from "../../scripts/support/stack-json";
import { clusterExemptions } from "../../stacks/cluster/exemptions";
import { environmentOf } from "../support/environments";
import { deployments } from "../support/stacks";

const failed = (rule: string, where: string) => ({ rule, where, says: "…" });
const reason = (rule: string, where: string) => ({ rule, where, because: "…" });

test("a failed check of a plan is refused unless there is a reason for it at that address", () => {
  const checks = [
    failed("CKV_AWS_1", "aws_x.a_1_b"),
    failed("CKV_AWS_1", "aws_x.other"),
    failed("CKV_AWS_2", "aws_x.a_1_b"),
  ];
  expect(judgeByReasons(checks, [reason("CKV_AWS_1", "aws_x.a_*_b")]).refused).toEqual(checks.slice(1));
});

test("a reason that nothing needs is told", () => {
  const gone = reason("CKV_AWS_3", "aws_x.a");
  expect(
    judgeByReasons([failed("CKV_AWS_1", "aws_x.a")], [reason("CKV_AWS_1", "aws_x.a"), gone]).unneeded,
  ).toEqual([gone]);
});

test("a dot in an address is a dot", () => {
  expect(
    judgeByReasons([failed("CKV_AWS_1", "aws_xya")], [reason("CKV_AWS_1", "aws_x.a")]).refused,
  ).toHaveLength(1);
});

test.each(["aws", "azure"] as const)("each reason of %s is about something that a stack has", (target) => {
  const addresses = deployments
    .filter((each) => environmentOf(each).target === target)
    .flatMap(({ stacks }) => stacks.flatMap(addressesOf));
  const missing = clusterExemptions[target].filter(
    (exemption) =>
      judgeByReasons(
        addresses.map((where) => failed(exemption.rule, where)),
        [exemption],
      ).unneeded.length > 0,
  );
  expect(missing).toEqual([]);
});

test("what only an operator knows is filled in for the scan, and nothing stays open", () => {
  const { placeholders, aws } = filled(environmentOf({ name: "aws" }));
  expect({ placeholders, account: aws?.account }).toEqual({ placeholders: [], account: "123456789012" });
  expect(environmentOf({ name: "aws" }).aws?.account).toBe("CHANGE-ME");
});

test("an open value that has no stand-in is named", () => {
  const environment = { ...environmentOf({ name: "aws" }), placeholders: ["owner"] };
  expect(() => filled(environment)).toThrow(/aws\.yaml: owner: found: an open value; allowed here: domain/);
});
