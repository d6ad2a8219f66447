import type { Environment } from "../../../environments/schema";
import type { Json } from "../../../scripts/support/stack-json";
import { environmentOf } from "../../support/environments";
import type { Deployment } from "../../support/stacks";
import { at, objectAt, pick, resources } from "./resources";
import { type Rule, rule } from "./rule";

export type Cloud = Exclude<Environment["target"], "minikube">;

/** A rule about one place of every resource of a type. */
export interface Place {
  /** The rule, with the name of the check that it mirrors. */
  readonly sentence: string;
  readonly type: string;
  /** Keys and list positions from the resource to the place. */
  readonly path: readonly (string | number)[];
  /** Whether what is there will do; undefined where there is nothing. */
  readonly allowed: (found: Json | undefined) => boolean;
  /** What will not do. */
  readonly bad: Json;
}

const about = (cloud: Cloud) => ({
  about: (deployment: Deployment) => environmentOf(deployment).target === cloud,
  spoilt: cloud,
});

/** Tests the rule in every deployment on that cloud; where none has such a resource it is not kept either. */
export function placeRule(cloud: Cloud, { sentence, type, path, allowed, bad }: Place): void {
  const check: Rule = (deployment) => {
    const all = resources(deployment, type);
    return [
      ...(all.length === 0 ? [`there is no ${type}`] : []),
      ...all
        .filter(({ body }) => !allowed(at(body, ...path)))
        .map(({ address, body }) => `${address}: ${path.join(".")}: ${JSON.stringify(at(body, ...path))}`),
    ];
  };
  const spoil = (value: Json | undefined) => (copy: Deployment) => {
    const [last = "", parents] = [path.at(-1), path.slice(0, -1)];
    const parent = objectAt(pick(copy, type), ...parents);
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  };
  const spoils = {
    [`${type}: ${path.join(".")}: ${JSON.stringify(bad)}`]: spoil(bad),
    ...(allowed(undefined) ? {} : { [`${type} without ${path.join(".")}`]: spoil(undefined) }),
  };
  rule(sentence, check, spoils, about(cloud));
}

/**
 * Tests that every resource of one type has one of another that names it, such as a bucket its policy.
 * @param by the argument of the other that holds the first one's address
 */
export function companionRule(
  cloud: Cloud,
  {
    sentence,
    of,
    has,
    by,
  }: { readonly sentence: string; readonly of: string; readonly has: string; readonly by: string },
): void {
  const check: Rule = (deployment) => {
    const owners = resources(deployment, of);
    const named = resources(deployment, has).map(({ body }) => String(body[by]));
    return [
      ...(owners.length === 0 ? [`there is no ${of}`] : []),
      ...owners
        .filter(({ address }) => !named.some((text) => text.startsWith(`\${${address}.`)))
        .map(({ address }) => `${address}: without ${has}`),
    ];
  };
  rule(
    sentence,
    check,
    {
      [`${of} without its ${has}`]: (copy) => {
        pick(copy, has)[by] = "another";
      },
    },
    about(cloud),
  );
}

export const isTrue = (found: Json | undefined) => found === true;
export const isFalse = (found: Json | undefined) => found === false;
export const isNotTrue = (found: Json | undefined) => found !== true;
export const isText = (found: Json | undefined) => typeof found === "string" && found !== "";
export const oneOf =
  (...values: readonly Json[]) =>
  (found: Json | undefined) =>
    found !== undefined && values.includes(found);
