import { CommandError } from "../support/cli";

/** The part that we look at of https://developer.hashicorp.com/terraform/internals/json-format#plan-representation. */
export interface PlanJson {
  readonly format_version: string;
  readonly resource_changes?: readonly ResourceChange[];
}

export interface ResourceChange {
  /** `type.name`, with an index where there are several. */
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** An object that a replacement left behind and that is still to be destroyed. */
  readonly deposed?: string;
  readonly change: {
    readonly actions: readonly Action[];
    readonly before: unknown;
    readonly after: unknown;
    /** Paths of the attributes that cannot change in place. */
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
  /** Why, where Terraform says it: `replace_because_tainted`, `delete_because_no_resource_config`. */
  readonly action_reason?: string;
}

export type Action = "no-op" | "create" | "read" | "update" | "delete" | "forget";

/** @throws CommandError where it is no plan, or of a format that we do not know */
export function planJson(shown: unknown): PlanJson {
  const { format_version: version } = shown as Partial<PlanJson>;
  if (version?.startsWith("1.")) return shown as PlanJson;
  throw new CommandError(
    `a plan in JSON: format_version: found: ${version ?? "none"}; allowed: 1.x; use a Terraform that writes it`,
  );
}

/** What would become of a resource. */
export type Fate = "create" | "change" | "replace" | "destroy" | "forget" | "stay";

/** A replacement is told by both actions, in either order; `forget` in place of `delete` leaves the object where it is. */
export function fateOf({ change: { actions } }: ResourceChange): Fate {
  const has = (action: Action) => actions.includes(action);
  if (has("delete")) return has("create") ? "replace" : "destroy";
  if (has("forget")) return "forget";
  if (has("create")) return "create";
  return has("update") ? "change" : "stay";
}
