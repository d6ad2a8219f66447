import { allows, predicateOf } from "@ivcap/shared/policy/predicate";
import { TABLE } from "@ivcap/shared/policy/table";
import { compiled } from "../support/compiled";
import { identityOf } from "../support/identity";
import { whereAllowed } from "../support/where-allowed";

const owner = identityOf("owner");
const base = "urn:ivcap:policy:ivcap.base.service";
const open = "urn:ivcap:policy:ivcap.open.service";

test("a token's predicate is made once for an action and a kind, and never shared with another token", () => {
  const first = predicateOf(owner, "read", "service");
  expect(predicateOf(owner, "read", "service")).toBe(first);
  expect(predicateOf(owner, "update", "service")).not.toBe(first);
  expect(predicateOf(owner, "read", "aspect")).not.toBe(first);
  expect(predicateOf({ ...owner }, "read", "service")).not.toBe(first);
  expect(predicateOf(identityOf("other"), "read", "service").account).toBe("urn:ivcap:account:other");
});

test("a list has the account and the policies as bound parameters, in the columns it is told", () => {
  const columns = { account: "service_revision.account", policy: "service_revision.policy" };
  expect(compiled(whereAllowed(predicateOf(owner, "read", "service"), columns))).toEqual({
    sql: '("service_revision"."policy" in ($1) or ("service_revision"."account" = $2 and "service_revision"."policy" in ($3)))',
    parameters: [open, owner.account, base],
  });
});

test("where nothing is open, the list is the account's alone", () => {
  expect(compiled(whereAllowed(predicateOf(owner, "update", "service")))).toEqual({
    sql: '("account" = $1 and "policy" in ($2, $3))',
    parameters: [owner.account, open, base],
  });
});

test("where the table says nothing, nobody may: not one, not a list", () => {
  const none = predicateOf(owner, "read", "service", []);
  expect(allows(none, { account: owner.account, policy: open })).toBe(false);
  expect(compiled(whereAllowed(none))).toEqual({ sql: "false", parameters: [] });
});

test("a rule taken out of the table takes its entities from single reads and lists", () => {
  const without = TABLE.map(({ read, ...row }) =>
    row.policy === open || read === undefined ? row : { ...row, read },
  );
  const predicate = predicateOf(owner, "read", "service", without);
  expect(allows(predicate, { account: owner.account, policy: open })).toBe(false);
  expect(allows(predicate, { account: owner.account, policy: base })).toBe(true);
  expect(compiled(whereAllowed(predicate)).parameters).toEqual([owner.account, base]);
});
