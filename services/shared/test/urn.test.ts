import { checkEntityUrn, idOf, KINDS, urnOf } from "@ivcap/shared/urn";
import { refusal } from "./support/refusal";

const UUID = "19f9c31e-8cc5-531f-8dc4-c4684fad0a33";

test("one service is found by every form of its id that clients send", () => {
  const urn = `urn:ivcap:service:${UUID}`;
  const forms = [
    UUID,
    UUID.toUpperCase(),
    urn,
    urn.toUpperCase(),
    encodeURIComponent(urn),
    encodeURIComponent(encodeURIComponent(urn)),
    `cayp:service:${UUID}`,
    `ivcap:service:${UUID}:gradient-text-image`,
    `ivcap:service:${UUID}:a name: with ü`,
  ];
  for (const form of forms) expect(idOf("service", form)).toBe(UUID);
});

test("every kind reads back what it writes, and refuses each other kind by name", () => {
  for (const kind of KINDS) {
    expect(idOf(kind, urnOf(kind, UUID))).toBe(UUID);
    for (const other of KINDS) {
      if (other === kind || new Set([kind, other, "aspect", "record"]).size === 2) continue;
      const error = refusal(() => idOf(kind, urnOf(other, UUID)));
      expect(error.body.message).toContain(`another kind (${other})`);
    }
  }
});

test("aspects and metadata records are one entity under two kinds", () => {
  expect(idOf("record", urnOf("aspect", UUID))).toBe(UUID);
  expect(idOf("aspect", urnOf("record", UUID))).toBe(UUID);
});

test.each([
  ["nothing", ""],
  ["a path that climbs", `../${UUID}`],
  ["an encoded slash", `urn%3Aivcap%3Aservice%3A..%2F${UUID}`],
  [
    "three encodings",
    encodeURIComponent(encodeURIComponent(encodeURIComponent(`urn:ivcap:service:${UUID}`))),
  ],
  ["a broken encoding", `urn%3Aivcap%service:${UUID}`],
  ["a NUL", `${UUID}\u0000`],
  ["an encoded NUL", `${UUID}%00`],
  ["a line break at the end", `${UUID}\n`],
  ["half of a surrogate pair", `ivcap:service:${UUID}:\ud800\u0000`],
  ["SQL", `${UUID}' or '1'='1`],
  ["something after the uuid of a URN", `urn:ivcap:service:${UUID}:name`],
  ["another namespace", `urn:other:service:${UUID}`],
  ["a policy's name", "urn:ivcap:service:ivcap.open.service"],
  ["a uuid without dashes", UUID.replaceAll("-", "")],
  ["a long text", UUID.repeat(1_000)],
])("an id that is %s is refused with what is allowed", (_what, text) => {
  const error = refusal(() => idOf("service", text));
  expect(error).toMatchObject({ status: 422, code: "invalid-parameter" });
  expect(error.body.name).toBe("id");
  expect(error.body.message).toContain(`urn:ivcap:service:<uuid>`);
  expect(error.body.value ?? "").not.toMatch(/[\p{Cc}\p{Surrogate}]/u);
});

test("the error names the parameter that held the id", () => {
  expect(refusal(() => idOf("service", "x", "service")).body.name).toBe("service");
});

test.each([
  "urn:blue:image.collA#12",
  "urn:ivcap:schema:artifact-collection.1",
  "https://example.org/thing?a=b%20c",
  "urn:example:a name with spaces",
  "urn:example:größe:\u{1f600}",
])("an entity named %s is kept as it is", (text) => {
  expect(checkEntityUrn("entity", text)).toBe(text);
});

test.each([
  ["a NUL", "urn:a:\u0000"],
  ["a line break", "urn:a:b\nx"],
  ["a C1 control", "urn:a:\u0085"],
  ["a line separator", "urn:a:\u2028"],
  ["half of a surrogate pair", "urn:a:\udc00"],
  ["a space at its end", "urn:a:b "],
  ["no scheme", "thing"],
  ["nothing after the scheme", "urn:"],
  ["nothing", ""],
  ["more than 1,024 bytes", `urn:a:${"ü".repeat(510)}`],
])("an entity's name with %s is refused", (_what, text) => {
  const error = refusal(() => checkEntityUrn("entity-id", text));
  expect(error.status).toBe(422);
  expect(error.body.name).toBe("entity-id");
});
