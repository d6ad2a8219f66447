import type { Exemption } from "../exemption";

export const exemptions: readonly Exemption[] = [
  {
    rule: "default value",
    where: "crds.keep",
    because: "deleting the definitions deletes every Workflow, and with it what became of orders that run",
  },
  {
    rule: "default value",
    where: "workflow.serviceAccount.create",
    because: "an account with rights among the orders is made in ./rbac.ts only",
  },
];
