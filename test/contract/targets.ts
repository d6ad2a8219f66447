import type { JsonObject } from "../../scripts/support/stack-json";
import { accessOf } from "../../stacks/cluster";
import { at } from "../rules/support/resources";
import { environmentOf } from "../support/environments";
import { stack } from "../support/stacks";

/** The shipped environments, one for each target; nothing in them but what the target needs. */
export const targets = ["azure", "aws", "minikube"] as const;
/** What the others are compared with: the least that a platform is. */
export const REFERENCE = "minikube";
export const others = targets.filter((target) => target !== REFERENCE);

export const accessTo = (target: string) => accessOf(environmentOf({ name: target }));
export const platformOf = (target: string) => stack(`${target}-platform`);

/** What says nothing of what is deployed: cdktf's notes, the order, and what protection adds. */
const ASIDE = ["//", "depends_on", "lifecycle"];

/** The resources of one type by address, without what is no part of them. */
export const bodies = (target: string, type: string): Record<string, JsonObject> =>
  Object.fromEntries(
    Object.entries(platformOf(target).json.resource[type] ?? {}).map(([name, body]) => [
      `${type}.${name}`,
      Object.fromEntries(Object.entries(body).filter(([key]) => !ASIDE.includes(key))),
    ]),
  );

export const nameOf = (body: JsonObject) => String(at(body, "metadata", "name"));
