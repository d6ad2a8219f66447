import type { Environment } from "../../../environments/schema";
import type { ClusterAccess } from "../access";

/** Minikube's own, which every profile has: a folder of the node. The addon csi-hostpath-driver brings one that lets volumes grow. */
const HOSTPATH = "k8s.io/minikube-hostpath";
const EXPANDABLE = ["hostpath.csi.k8s.io"];

export const minikubeAccess = ({ minikube }: Environment): ClusterAccess => {
  const provisioner = minikube?.storage?.provisioner ?? HOSTPATH;
  return {
    context: minikube?.context ?? "minikube",
    apiServer: minikube?.apiServer ?? { ranges: ["192.168.49.2/32"], port: 8443 },
    dns: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
    ownRanges: [],
    storage: { provisioner, parameters: {}, expandable: EXPANDABLE.includes(provisioner) },
    gateway: {
      serviceType: "NodePort", // on purpose: there is no load balancer
      ports: { http: 30080, https: 30443, ...minikube?.gateway },
      annotations: {},
    },
    orderNodes: { labels: {}, taints: [], podAnnotations: {} },
    spreadKey: "kubernetes.io/hostname",
    nodeManifests: [],
    issuerDefault: "self-signed",
    protectionDefault: "off",
  };
};
