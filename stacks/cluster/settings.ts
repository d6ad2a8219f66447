import { EnvironmentError } from "../../environments/load";
import type { Environment } from "../../environments/schema";

/** The section of an environment that its target needs. The environment's reader has refused one without it. */
export function settingsOf<T extends "aws" | "azure">(
  environment: Environment,
  target: T,
): NonNullable<Environment[T]> {
  const settings = environment[target];
  if (settings === undefined) throw new EnvironmentError(`${environment.file}: ${target}: found: nothing`);
  return settings as NonNullable<Environment[T]>;
}

/** Of Kubernetes where the environment names none. */
const DEFAULT_VERSION = "1.35";

/** Major and minor number, as the clouds take it: `1.35`. */
export const kubernetesVersion = ({ kubernetes }: Environment): string =>
  /1\.\d+/.exec(kubernetes?.version ?? "")?.[0] ?? DEFAULT_VERSION;

/** Names everything of one deployment in a cloud: `ivcap-aws`. */
export const prefixOf = ({ name }: Environment) => `ivcap-${name}`;
