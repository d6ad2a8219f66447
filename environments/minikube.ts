import Type from "typebox";
import { count, optional, strict, text } from "./parts";

export const Minikube = strict(
  {
    context: optional(Type.String({ minLength: 1, description: "kubectl context. Default: minikube" })),
    apiServer: optional(
      strict(
        {
          ranges: Type.Array(text("cidr", "Where the API server answers"), {
            minItems: 1,
            description: "Address ranges of the API server: the node's address (`minikube ip`) as a /32",
          }),
          port: count(1, 65535, "The port it listens on at that address"),
        },
        "Default: 192.168.49.2/32, port 8443, which is what the docker and podman drivers give",
      ),
    ),
    storage: optional(
      strict(
        {
          provisioner: text(
            "provisioner",
            "What makes the volumes: the provisioner of the cluster's own storage class (`kubectl get storageclass`)",
          ),
        },
        "Default: k8s.io/minikube-hostpath, which every Minikube has",
      ),
    ),
    gateway: optional(
      strict(
        {
          http: optional(count(30000, 32767, "For HTTP, which redirects to HTTPS. Default: 30080")),
          https: optional(count(30000, 32767, "For HTTPS. Default: 30443")),
        },
        "The node's ports on which the gateway answers",
      ),
    ),
  },
  "How the cluster made by `minikube start` is reached",
);
