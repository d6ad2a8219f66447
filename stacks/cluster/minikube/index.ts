import type { Environment } from "../../../environments/schema";
import type { ClusterAccess } from "../access";

/** A cluster made by `minikube start --cni=calico`: nothing to provision, so it is only described. */
export const minikubeAccess = ({ minikube }: Environment): ClusterAccess => ({
  context: minikube?.context ?? "minikube",
  apiServer: minikube?.apiServer ?? { ranges: ["192.168.49.2/32"], port: 8443 },
  dns: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
  ownRanges: [],
  protectionDefault: "off",
});
