import type { StateHome } from "../../stacks/state";
import type { CloudCli } from "../support/tools";
import { compared, type Part } from "./part";

/** Whoever is signed in, as roles are given to. */
export interface Caller {
  readonly id: string;
  readonly type: "User" | "ServicePrincipal";
}

/**
 * @param az without a subscription, which these commands do not take
 * @param said what `az account show` says
 */
export async function callerOf(az: CloudCli, said: Readonly<Record<string, unknown>>): Promise<Caller> {
  const { type, name = "" } = (said.user ?? {}) as { type?: string; name?: string };
  const show =
    type === "servicePrincipal" ? ["ad", "sp", "show", "--id", name] : ["ad", "signed-in-user", "show"];
  const { id } = (await az.must(...show)) as { id: string };
  return { id, type: type === "servicePrincipal" ? "ServicePrincipal" : "User" };
}

const ROLE = "Storage Blob Data Contributor";

/** Who makes the account owns it, and yet may not read its files: that is a role of its own. Others get it as the documentation says. */
export function rolePart(
  { subscription, resourceGroup, storageAccount }: Extract<StateHome, { backend: "azurerm" }>,
  { id, type }: Caller,
  az: CloudCli,
): Part {
  const scope = `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Storage/storageAccounts/${storageAccount}`;
  return {
    what: `role ${ROLE} of whoever runs this (${id})`,
    async look() {
      const found = (await az.find(
        /NotFound|was not found|could not be found/,
        ...["role", "assignment", "list", "--assignee", id, "--role", ROLE, "--scope", scope],
        ...["--include-inherited", "--include-groups"],
      )) as unknown[] | undefined;
      return compared(found?.[0], true);
    },
    make: () =>
      az.must(
        ...["role", "assignment", "create", "--assignee-object-id", id, "--assignee-principal-type", type],
        ...["--role", ROLE, "--scope", scope],
      ),
  };
}
