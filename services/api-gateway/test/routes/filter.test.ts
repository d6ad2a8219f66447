import { ALICE, BOB, type Gateway, gateway } from "../support/gateway";

let at: Gateway;
let service: string;
let aspect: string;
beforeAll(async () => {
  at = await gateway();
  const body = { name: "Größe 100%", description: "d", parameters: [], workflow: { type: "argo", argo: {} } };
  const made = await at.ask("POST", "/1/services", { as: ALICE, body });
  service = made.json.id;
  const about = "/1/aspects?entity=urn:example:e&schema=urn:example:s.1";
  aspect = (await at.ask("POST", about, { as: ALICE, body: { a: 1 } })).json.id;
});
afterAll(() => at?.stop());

const list = (path: string, filter: string, as = ALICE) =>
  at.ask("GET", `${path}?filter=${encodeURIComponent(filter)}`, { as });
const ids = async (path: string, filter: string, as = ALICE) =>
  (await list(path, filter, as)).json.items.map(({ id }) => id.split(":").pop());
const uuidOf = (urn: string) => urn.split(":").pop();

test.each(["/1/services", "/1/aspects", "/1/metadata"])(
  "every field that %s offers takes every operator that it names, and Postgres takes them all",
  async (path) => {
    const { status, json } = await list(path, "nothing eq 'x'");
    expect([status, json.name]).toEqual([422, "filter"]);
    const fields = /fields: (.*)$/.exec(json.message)?.[1]?.split(", ") ?? [];
    expect(fields).toContain("id");
    for (const field of fields) {
      const told = (await list(path, `${field} ? 'x'`)).json.message;
      const operators = /needs (.*) after/.exec(told)?.[1]?.split(", ") ?? [];
      expect(operators).toContain("eq");
      for (const operator of operators) {
        const value = operators.includes("lt")
          ? "2026-01-01T00:00:00Z"
          : field === "id"
            ? uuidOf(service)
            : "x'';--";
        expect({
          field,
          operator,
          status: (await list(path, `${field} ${operator} '${value}'`)).status,
        }).toEqual({
          field,
          operator,
          status: 200,
        });
      }
    }
  },
);

test("a service is found by its name, its id and what its name is like", async () => {
  for (const filter of [
    "name eq 'Größe 100%'",
    `id eq '${service}'`,
    "name ~= '%100\\%' and not name eq 'x'",
  ])
    expect(await ids("/1/services", filter)).toEqual([uuidOf(service)]);
  expect(await ids("/1/services", "name ~= '%200\\%'")).toEqual([]);
});

test("an aspect is found by its id in the words of either list", async () => {
  const uuid = uuidOf(aspect);
  for (const path of ["/1/aspects", "/1/metadata"])
    for (const id of [`urn:ivcap:aspect:${uuid}`, `urn:ivcap:record:${uuid}`, uuid])
      expect(await ids(path, `id eq '${id}'`)).toEqual([uuid]);
});

test("no filter shows what policy hides", async () => {
  expect(
    await ids("/1/aspects", "id ne 'x' or entity ~= '%'".replace("x", String(uuidOf(service))), BOB),
  ).toEqual([]);
  expect(await ids("/1/aspects", `account eq 'urn:ivcap:account:${ALICE}'`, BOB)).toEqual([]);
});

test("a day that no calendar has is no instant for at-time, and a year beyond Postgres none either", async () => {
  for (const instant of ["2026-02-31T00:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59"]) {
    const { status, json } = await at.ask("GET", `/1/services?at-time=${instant}`, { as: ALICE });
    expect([instant, status, json.name]).toEqual([instant, 422, "at-time"]);
  }
});
