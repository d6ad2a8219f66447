import { Fn } from "cdktf";
import { type ClusterTarget, noIdentity } from "../target";
import { azureAccess } from "./access";
import { AzureClusterStack } from "./stack";

/** The application that every AKS API server accepts tokens for. https://azure.github.io/kubelogin/concepts/aks.html */
const AKS_SERVER = "6dae42f8-4368-4678-94ff-3960e28e3630";

/** AKS with Cilium. */
export const azure: ClusterTarget = {
  access: azureAccess,
  build(app, environment) {
    const { cluster } = new AzureClusterStack(app, environment);
    const kubeConfig = cluster.kubeConfig.get(0);
    return {
      connect: () => ({
        host: kubeConfig.host,
        clusterCaCertificate: Fn.base64decode(kubeConfig.clusterCaCertificate),
        exec: {
          apiVersion: "client.authentication.k8s.io/v1",
          command: "kubelogin",
          args: ["get-token", "--login", "azurecli", "--server-id", AKS_SERVER],
        },
      }),
      identityOf: () => noIdentity,
    };
  },
};
