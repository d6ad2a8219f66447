import { ownOrOurs } from "../../constructs/own";
import { copiesOf } from "../../constructs/secrets/definition";
import type { Environment } from "../../environments/schema";
import { components, siteSecretsOf } from "../../stacks/platform/definitions";
import { CommandError } from "./cli";
import type { Kubectl } from "./kubectl";

/**
 * Sees whether the components that a site runs itself are where the environment says.
 * @throws CommandError naming the key and the namespace without a running pod
 */
export async function requireOwn(kubectl: Kubectl, environment: Environment): Promise<void> {
  for (const { name } of components) {
    const namespace = ownOrOurs(environment, name).own?.namespace;
    if (namespace === undefined) continue;
    const running = await kubectl.names("pods", "-n", namespace, "--field-selector=status.phase=Running");
    if (running.length === 0) {
      throw new CommandError(
        `${environment.file}: components.${name}.own.namespace: found: ${namespace}, where no pod runs in the cluster of context ${kubectl.context}; allowed: the namespace where the site's own runs; start it first, or let ours be installed`,
      );
    }
  }
}

/** What the site still has to bring: a line for each secret of a component of its own, and where it is read. */
export const expectedOfTheSite = (environment: Environment): string[] =>
  siteSecretsOf(environment).map(
    (secret) =>
      `expects the secret ${secret.name} (${secret.type}: ${Object.keys(secret.values).join(", ")}) in ${copiesOf(secret).join(", ")}`,
  );
