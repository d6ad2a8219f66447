import { loadEnvironments } from "../../environments/load";
import type { Environment } from "../../environments/schema";
import { accessOf } from "../../stacks/cluster";

export const shippedEnvironments = loadEnvironments("environments");
const environments = [...shippedEnvironments, ...loadEnvironments("test/fixtures/environments")];

/** The environment that a deployment was synthesised from. */
export function environmentOf({ name }: { readonly name: string }): Environment {
  const found = environments.find((each) => each.name === name);
  if (!found) throw new Error(`no such environment: ${name}`);
  return found;
}

/** Whether its data is protected: as its file says, or its target where that says nothing. */
export const isProtected = (deployment: { readonly name: string }): boolean => {
  const environment = environmentOf(deployment);
  return (environment.protection ?? accessOf(environment).protectionDefault) === "on";
};
