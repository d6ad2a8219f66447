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
  {
    rule: "CKV_K8S_9",
    where: "Deployment.argo.argo-workflows-workflow-controller",
    because:
      "nothing sends it requests, and its chart knows no readiness probe; the liveness probe restarts one that hangs",
  },
];
