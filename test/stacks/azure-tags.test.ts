import { resourcesOf } from "../../scripts/support/stack-json";
import { environmentOf } from "../support/environments";
import { stack } from "../support/stacks";

/** Whether a type of the provider takes tags, by its bindings. */
async function takesTags(type: string): Promise<boolean> {
  const module = type.replace(/^azurerm_/, "").replaceAll("_", "-");
  const bindings: Record<string, unknown> = await import(`@cdktf/provider-azurerm/lib/${module}`);
  const made = Object.values(bindings).find(
    (each) => (each as { tfResourceType?: string }).tfResourceType === type,
  ) as { prototype: object } | undefined;
  if (!made) throw new Error(`no bindings of ${type}`);
  return "tags" in made.prototype;
}

test.each(["azure", "azure-complete"])(
  "%s: every resource that takes tags says platform, environment, layer and owner",
  async (name) => {
    const each = stack(`${name}-cluster`);
    const types = Object.keys(each.json.resource ?? {}).filter((type) => type.startsWith("azurerm_"));
    const taking = await Promise.all(types.map(async (type) => ((await takesTags(type)) ? type : undefined)));
    const tagged = taking.filter((type) => type !== undefined).flatMap((type) => resourcesOf(each, type));
    expect(tagged.length).toBeGreaterThan(10);
    for (const { tags } of tagged) {
      expect(tags).toEqual({
        platform: "ivcap",
        environment: name,
        layer: "cluster",
        owner: environmentOf({ name }).owner ?? "ivcap",
      });
    }
  },
);
