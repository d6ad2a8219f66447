import { SCOPES } from "@ivcap/shared/identity";
import {
  authorise,
  authoriseNew,
  policyOf,
  requireOperator,
  requireScope,
} from "@ivcap/shared/policy/authorise";
import { ACTIONS, TABLE } from "@ivcap/shared/policy/table";
import { identityOf } from "../support/identity";
import { refusal } from "../support/refusal";

const [owner, other] = [identityOf("owner"), identityOf("other")];
const ID = "urn:ivcap:service:19f9c31e-8cc5-531f-8dc4-c4684fad0a33";
const under = (policy: string) => ({ account: owner.account, policy: `urn:ivcap:policy:${policy}` });

test.each([undefined, null, ""])(
  "a service is open to read, all else its account's, if its maker says %j",
  (none) => {
    expect(policyOf("service", none)).toBe("urn:ivcap:policy:ivcap.open.service");
    expect(policyOf("aspect", none)).toBe("urn:ivcap:policy:ivcap.base.metadata");
  },
);

test("a policy of the kind is taken as asked for", () => {
  for (const { kind, policy } of TABLE) expect(policyOf(kind, policy)).toBe(policy);
});

test.each([
  ["unknown", "urn:ivcap:policy:ivcap.shut.service", "is not a policy;"],
  ["of another kind", "urn:ivcap:policy:ivcap.open.metadata", "is not a policy of a service;"],
  ["a name that objects inherit", "constructor", "is not a policy;"],
  ["a known one and more", "urn:ivcap:policy:ivcap.open.service\u0000", "is not a policy;"],
])("a policy that is %s is refused with those that there are", (_what, policy, problem) => {
  const { status, body } = refusal(() => policyOf("service", policy, "policy-id"));
  expect(status).toBe(422);
  expect(body.name).toBe("policy-id");
  expect(body.message).toContain(problem);
  expect(body.message).toContain("urn:ivcap:policy:ivcap.open.service, urn:ivcap:policy:ivcap.base.service");
});

test("its account may do everything to an entity", () => {
  for (const { kind, policy } of TABLE)
    for (const action of ACTIONS) {
      const row = { account: owner.account, policy };
      expect(authorise(owner, action, kind, row, ID)).toBe(row);
    }
});

test("what another account may read and not change is 403, with its id", () => {
  const row = under("ivcap.open.service");
  expect(authorise(other, "read", "service", row, ID)).toBe(row);
  for (const action of ["create", "update", "delete"] as const) {
    const error = refusal(() => authorise(other, action, "service", row, ID));
    expect(error).toMatchObject({ status: 403, code: "invalid-scopes", body: { id: ID } });
  }
});

test("what another account may not read is as if there were none, whatever it tries", () => {
  for (const action of ACTIONS) {
    const hidden = refusal(() => authorise(other, action, "service", under("ivcap.base.service"), ID));
    const absent = refusal(() => authorise(other, action, "service", undefined, ID));
    expect(hidden.status).toBe(404);
    expect([hidden.status, hidden.body, hidden.headers]).toEqual([
      absent.status,
      absent.body,
      absent.headers,
    ]);
  }
});

test("a policy of another kind, or none that is known, allows nothing even to the account", () => {
  for (const policy of ["ivcap.open.metadata", "ivcap.gone.service", ""])
    expect(refusal(() => authorise(owner, "read", "service", under(policy), ID)).status).toBe(404);
});

test("an entity is made only under a policy that lets its account create", () => {
  for (const { kind, policy } of TABLE) {
    expect(() => authoriseNew(owner, kind, policy)).not.toThrow();
    const table = TABLE.map(({ create: _, ...row }) =>
      row.policy === policy ? row : { ...row, create: "account" as const },
    );
    expect(refusal(() => authoriseNew(owner, kind, policy, table)).status).toBe(403);
  }
});

test("a token without the scope is refused by the scope's name", () => {
  const reader = identityOf("owner", { scopes: new Set([SCOPES.read]) });
  requireScope(reader, "read");
  const { status, body } = refusal(() => requireScope(reader, "write"));
  expect([status, body.message]).toEqual([403, "the token lacks the scope consumer:write"]);
});

test("operating the platform takes an operator", () => {
  requireOperator(identityOf("owner", { operator: true }));
  expect(refusal(() => requireOperator(owner)).status).toBe(403);
});
