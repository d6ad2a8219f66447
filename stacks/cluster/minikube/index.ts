import { type App, TerraformVariable } from "cdktf";
import type { Environment } from "../../../environments/schema";
import { type ClusterValues, noIdentity } from "../access";
import { minikubeAccess } from "./access";

/** A cluster made by `minikube start --cni=calico`: nothing to provision, so it is only described. */
export const buildMinikube = (_: App, environment: Environment): ClusterValues => ({
  connect: (stack) => ({
    configPath: new TerraformVariable(stack, "kubeconfig", {
      type: "string",
      default: "~/.kube/config",
      description: "Path of the kubeconfig with the cluster's context; TF_VAR_kubeconfig sets it.",
    }).stringValue,
    configContext: minikubeAccess(environment).context,
  }),
  identityOf: () => noIdentity,
});
