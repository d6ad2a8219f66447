import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { type Gateway, gateway } from "./support/gateway";

let at: Gateway;
beforeAll(async () => {
  at = await gateway({ PUBLIC_URL: "https://api.ivcap.test" }); // Redocly wants no localhost in a document
});
afterAll(() => at.stop());

test("the OpenAPI document keeps every rule that Redocly recommends", async () => {
  const { text } = await at.ask("GET", "/1/openapi/openapi3.json");
  const problems = await lintFromString({
    source: text,
    absoluteRef: "openapi3.json",
    config: await createConfig({ extends: ["recommended"] }),
  });
  const found = problems.map(
    ({ ruleId, message, location: [place] }) => `${ruleId}: ${message} (${place?.pointer})`,
  );
  expect(found).toEqual([]);
});
