import type { ComponentDefinition, Definition } from "../../constructs/definition";
import { ownOrOurs } from "../../constructs/own";
import { EnvironmentError } from "../../environments/load";
import type { Environment } from "../../environments/schema";

/**
 * Refuses an environment that leaves out what something else needs, and a site's own that is not fully described.
 * @param parts what the environment installs, namespaces of ours included
 * @throws EnvironmentError with a line for each
 */
export function refuseMissing(
  environment: Environment,
  components: readonly ComponentDefinition[],
  parts: readonly Definition[],
): void {
  const problems = components
    .filter(({ wanted }) => wanted?.(environment) ?? true)
    .flatMap((component) => [
      ...neededBy(environment, component, parts),
      ...ownProblems(environment, component),
    ]);
  if (problems.length > 0) {
    throw new EnvironmentError(problems.map((problem) => `${environment.file}: ${problem}`).join("\n"));
  }
}

/** What needs a component that is left out, and has none of the site's instead. */
function neededBy(
  environment: Environment,
  { name, entrance }: ComponentDefinition,
  parts: readonly Definition[],
) {
  const { install = true, own } = ownOrOurs(environment, name);
  if (install || own) return [];
  const instead = entrance
    ? `; allowed: true, or components.${name}.own beside it, which says where the site's own is`
    : "; allowed: true";
  return parts
    .filter(({ needs }) => needs.includes(name))
    .map((part) => `components.${name}.install: found: false, but ${part.name} needs ${name}${instead}`);
}

function ownProblems(environment: Environment, { name, entrance }: ComponentDefinition): string[] {
  const { install = true, own } = ownOrOurs(environment, name);
  const key = `components.${name}`;
  if (!own) return [];
  if (install) {
    return [
      `${key}.own: found: a place of the site's own, while ours is installed; allowed: only with ${key}.install: false; add that, or leave own out`,
    ];
  }
  if (own.url === undefined || entrance?.url === undefined) return [];
  const [ours, found] = [entrance.url, own.url].map((url) => new URL(url).protocol);
  const schemes = ours === "http:" ? ["http:", "https:"] : [ours];
  return [
    ...(schemes.includes(found)
      ? []
      : [
          `${key}.own.url: found: ${own.url}; allowed: ${schemes.map((scheme) => `${scheme}//…`).join(" or ")}`,
        ]),
    ...((own.namespace === undefined) === (own.addresses === undefined)
      ? [
          `${key}.own: found: ${own.namespace === undefined ? "neither namespace nor addresses" : "namespace and addresses"}; allowed: exactly one: namespace where it runs in this cluster, addresses where it runs outside`,
        ]
      : []),
  ];
}
