import { TerraformVariable } from "cdktf";
import type { ClusterTarget } from "../target";
import { noIdentity } from "../target";
import { minikubeAccess } from "./access";

/** A cluster made by `minikube start --cni=calico`: nothing to provision, so it is only described. */
export const minikube: ClusterTarget = {
  access: minikubeAccess,
  build: (_, environment) => ({
    connect: (stack) => ({
      configPath: new TerraformVariable(stack, "kubeconfig", {
        type: "string",
        default: "~/.kube/config",
        description: "Path of the kubeconfig with the cluster's context; TF_VAR_kubeconfig sets it.",
      }).stringValue,
      configContext: minikubeAccess(environment).context,
    }),
    identityOf: () => noIdentity,
  }),
};
