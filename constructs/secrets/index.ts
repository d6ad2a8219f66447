import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { didYouMean } from "../../environments/did-you-mean";
import { EnvironmentError } from "../../environments/load";
import type { Environment } from "../../environments/schema";
import { commonLabels } from "../metadata";
import { copiesOf, type SecretDefinition } from "./definition";

/** Of a secret that the environment does not name. */
const FIRST = 1;

export interface SecretsProps {
  readonly stack: TerraformStack;
  readonly environment: Environment;
  readonly definitions: readonly SecretDefinition[];
  /** Names of the secrets that the site makes itself, for the components it brings. */
  readonly siteMade: readonly string[];
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * All generated secrets. Values are ephemeral (new at every apply) and write-only (written when the revision changes), so
 * that none is in a plan or a state; docs/decisions/0002 says why. Needs Terraform or OpenTofu 1.11.
 */
export class Secrets extends Construct {
  readonly secrets: readonly SecretV1[];
  readonly #revisions: ReadonlyMap<string, number>;
  readonly #siteMade: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    { stack, environment, definitions, siteMade, dependsOn }: SecretsProps,
  ) {
    super(scope, id);
    this.#siteMade = siteMade;
    this.#revisions = revisionsOf(environment, definitions, siteMade);
    this.secrets = definitions.map((definition) => {
      const copies = copiesOf(definition);
      return new SecretV1(this, definition.name, {
        metadata: {
          name: definition.name,
          namespace: definition.home,
          labels: { ...commonLabels, ...definition.labels },
          annotations:
            copies.length > 0 ? { "replicator.v1.mittwald.de/replicate-to": copies.join(",") } : {},
        },
        type: definition.type,
        dataWo: Object.fromEntries(
          Object.entries(definition.values).map(([key, value]) => [
            key,
            "fixed" in value
              ? value.fixed
              : ephemeralPassword(stack, `${definition.name}_${key}`, value.generate.length),
          ]),
        ),
        dataWoRevision: this.#revision(definition.name),
        dependsOn: [...dependsOn],
      });
    });
  }

  /**
   * Annotations for the pods that read these secrets: a raised revision changes them, so that the pods start again. The site's own
   * secrets have no revision here.
   */
  revisions(...names: string[]): Record<string, string> {
    const ours = names.filter((name) => !this.#siteMade.includes(name));
    return Object.fromEntries(
      ours.map((name) => [`ivcap.platform/${name}`, `revision-${this.#revision(name)}`]),
    );
  }

  #revision(name: string): number {
    const revision = this.#revisions.get(name);
    if (revision === undefined) throw new Error(`no secret is defined as ${name}`);
    return revision;
  }
}

function revisionsOf(
  { file, secrets = {} }: Environment,
  definitions: readonly SecretDefinition[],
  siteMade: readonly string[],
) {
  const names = definitions.map(({ name }) => name);
  const revisionOf = (name: string) => secrets[name]?.revision ?? FIRST;
  const wrong = [
    ...Object.keys(secrets)
      .filter((name) => !names.includes(name))
      .map((name) =>
        siteMade.includes(name)
          ? `${file}: secrets.${name}: found: a secret that the site makes itself; allowed: ${names.join(", ")}; change it where the site keeps it`
          : `${file}: secrets.${name}: found: no secret of that name; allowed: ${names.join(", ")}${didYouMean(name, names)}`,
      ),
    ...definitions.flatMap(({ name, rotation }) =>
      typeof rotation === "string" || revisionOf(name) === FIRST
        ? []
        : `${file}: secrets.${name}.revision: found: ${revisionOf(name)}; allowed: ${FIRST} only: ${rotation.refusedBecause}`,
    ),
  ];
  if (wrong.length > 0) throw new EnvironmentError(wrong.join("\n"));
  return new Map(names.map((name) => [name, revisionOf(name)]));
}

/**
 * The one escape hatch: cdktf 0.21 has no ephemeral resources, so the block is written by override.
 * @returns the reference to the value, for a write-only attribute
 */
function ephemeralPassword(stack: TerraformStack, id: string, length: number): string {
  // Letters and digits only: values end up in URLs, shells and configuration files.
  stack.addOverride(`ephemeral.random_password.${id}`, { length, special: false });
  return `\${ephemeral.random_password.${id}.result}`;
}
