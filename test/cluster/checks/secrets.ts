import { copiesOf } from "../../../constructs/secrets/definition";
import { eventually } from "../../../scripts/support/eventually";
import type { Kubectl } from "../../../scripts/support/kubectl";
import { secretsOf } from "../../../stacks/platform/definitions";
import type { Context } from "../context";
import { expect } from "../report";

/** The generated values, read back from the cluster: `namespace/name/key` → value. */
export async function secretValues({
  kubectl,
  environment,
}: Pick<Context, "kubectl" | "environment">): Promise<Map<string, string>> {
  const values = new Map<string, string>();
  for (const { name, home, values: keys } of secretsOf(environment)) {
    const [secret] = await kubectl.list("secrets", "-n", home, `--field-selector=metadata.name=${name}`);
    for (const [key, value] of Object.entries(keys)) {
      if ("generate" in value) values.set(`${home}/${name}/${key}`, decode(secret?.data?.[key] ?? ""));
    }
  }
  return values;
}

const decode = (base64: string) => Buffer.from(base64, "base64").toString("utf8");

export async function checkSecrets(context: Context): Promise<void> {
  const { report, kubectl, environment } = context;
  await report.check(
    "every secret is where its readers are, with the same value, and nowhere else",
    async () => {
      const all = await settled(kubectl, environment);
      const values = await secretValues(context);
      for (const definition of secretsOf(environment)) {
        const expected = [definition.home, ...copiesOf(definition)].sort();
        const found = all
          .filter(({ metadata }) => metadata.name === definition.name)
          .map(({ metadata }) => metadata.namespace ?? "")
          .sort();
        expect(
          found.join() === expected.join(),
          `${definition.name} is in ${found.join(", ")}, not in ${expected.join(", ")}`,
        );
      }
      for (const [where, value] of values) {
        expect(value.length >= 32, `${where} holds ${value.length} characters`);
        const name = where.split("/")[1];
        const holders = all.filter(({ data }) =>
          Object.values(data ?? {}).some((each) => decode(each).includes(value)),
        );
        const foreign = holders.filter(({ metadata }) => metadata.name !== name);
        expect(
          foreign.length === 0,
          `the value of ${where} is also in ${foreign.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).join(", ")}`,
        );
      }
      expect(new Set(values.values()).size === values.size, "two secrets have one value");
    },
  );
}

/** The replicator needs a moment; what is missing after half a minute is missing. */
async function settled(kubectl: Kubectl, environment: Context["environment"]) {
  const wanted = secretsOf(environment).reduce((sum, definition) => sum + 1 + copiesOf(definition).length, 0);
  const names = secretsOf(environment).map(({ name }) => name);
  await eventually(30, async () => {
    const all = await kubectl.list("secrets", "-A");
    return all.filter(({ metadata }) => names.includes(metadata.name)).length >= wanted || undefined;
  });
  return kubectl.list("secrets", "-A");
}

/** No generated value, present or former, is in any file that synth, plan or apply wrote. */
export async function checkNothingWritten(
  { report, workspace }: Context,
  values: Iterable<string>,
): Promise<void> {
  await report.check(
    "no secret value, read back from the cluster, is in any plan, state or synthesised file",
    async () => {
      await workspace.mustTerraform("plan", "-input=false", "-out=plan.bin");
      const files = [
        ...workspace.written(),
        { file: "terraform show (plan)", text: await workspace.mustTerraform("show", "-json", "plan.bin") },
        { file: "terraform show (state)", text: await workspace.mustTerraform("show", "-json") },
      ];
      expect(
        files.some(({ file }) => file.endsWith(".tfstate")),
        "no state file was found to look into",
      );
      const encoded = [...values].flatMap((value) => [value, Buffer.from(value).toString("base64")]);
      for (const { file, text } of files) {
        expect(!encoded.some((value) => text.includes(value)), `${file} holds a secret value`);
      }
    },
  );
}
