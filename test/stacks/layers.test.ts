import { deployments } from "../support/stacks";

/** https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers */
const IDENTIFIER = /^[A-Za-z_][\w-]*$/;

const layered = deployments
  .filter(({ stacks }) => stacks.length > 1)
  .map((each) => [each.name, each] as const);

test("each cloud has more than one layer", () => {
  expect(layered.map(([name]) => name)).toEqual(expect.arrayContaining(["aws", "azure"]));
});

test.each(layered)(
  "what a layer of %s reads of the one below is there, under a name that Terraform takes",
  (_, { stacks }) => {
    const read = stacks.flatMap(({ json }) =>
      [...JSON.stringify(json).matchAll(/data\.terraform_remote_state\.[\w-]+\.outputs\.([^\s,})"]+)/g)].map(
        ([, name]) => name,
      ),
    );
    const given = stacks.flatMap(({ json }) => Object.keys(json.output ?? {}));
    expect(read).not.toEqual([]);
    for (const name of read) {
      expect(name).toMatch(IDENTIFIER);
      expect(given).toContain(name);
    }
  },
);
