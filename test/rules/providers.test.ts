import type { Deployment } from "../support/stacks";
import { texts } from "./support/resources";
import { type Rule, rule } from "./support/rule";

const first = ({ stacks: [stack] }: Deployment) => {
  if (!stack) throw new Error("a deployment without a stack");
  return stack.json;
};

const required = ({ stacks }: Deployment) =>
  stacks.flatMap(({ name, json }) =>
    Object.entries(json.terraform.required_providers).map(([provider, { source, version }]) => ({
      name,
      provider,
      source,
      version,
    })),
  );

const qualified: Rule = (deployment) =>
  required(deployment)
    .filter(({ provider, source }) => source !== `registry.terraform.io/hashicorp/${provider}`)
    .map(({ name, provider, source }) => `${name}: provider ${provider}: source ${source}`);

rule("every provider names its registry, so that OpenTofu and Terraform take the same one", qualified, {
  "the bare name that bindings emit": (copy) => {
    Object.assign(first(copy).terraform.required_providers, { helm: { source: "helm", version: "3.1.1" } });
  },
  "a name without a registry": (copy) => {
    Object.assign(first(copy).terraform.required_providers, {
      random: { source: "hashicorp/random", version: "3.7.2" },
    });
  },
});

const pinned: Rule = (deployment) =>
  required(deployment)
    .filter(({ version }) => !/^\d+\.\d+\.\d+$/.test(version))
    .map(({ name, provider, version }) => `${name}: provider ${provider}: version ${version}`);

rule("every provider is pinned to one exact version", pinned, {
  "a range": (copy) => {
    Object.assign(first(copy).terraform.required_providers.helm ?? {}, { version: "~> 3.1" });
  },
});

/** A provider that depends on a resource of its own plan cannot be configured before that resource is made. */
const independent: Rule = ({ stacks }) =>
  stacks.flatMap(({ name, json }) => {
    const types = [...Object.keys(json.resource), ...Object.keys(json.ephemeral ?? {})];
    return texts(json.provider)
      .filter(({ value }) =>
        types.some((type) => new RegExp(`\\b${type}\\.`).test(value.replace(/\bdata\.\w+\./g, ""))),
      )
      .map(({ path, value }) => `${name}: provider ${path}: ${value}`);
  });

rule("no provider depends on a resource of its own stack", independent, {
  "an address taken from a resource": (copy) => {
    first(copy).provider.helm = [{ kubernetes: { host: "${terraform_data.foundation.output}" } }];
  },
});
