import type { Environment } from "../../../environments/schema";
import { azureCli, azureSignIn, kubelogin } from "../../tools";
import type { Operator } from "../operator";
import { prefixOf, settingsOf } from "../settings";

export function azureOperator(environment: Environment): Operator {
  const { subscription, tenant } = settingsOf(environment, "azure");
  const name = prefixOf(environment);
  return {
    tools: [azureCli, kubelogin],
    signIn: azureSignIn(subscription, tenant),
    cluster: {
      tool: azureCli,
      ask: [
        ...["aks", "show", "--name", name, "--resource-group", name],
        ...["--subscription", subscription, "--output", "json"],
      ],
      missing: "NotFound", // of the cluster, or of its resource group
    },
    kubeconfig: `az aks get-credentials --resource-group ${name} --name ${name} --context ${name} && kubelogin convert-kubeconfig --context ${name} --login azurecli`,
  };
}
