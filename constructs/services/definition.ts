import type { Definition } from "../definition";
import { pods } from "../isolation/flows";
import { cloudStore } from "../object-store";

const name = "ivcap";

/** Whoever reads and writes objects: with MinIO by the keys of its user `ivcap`, in the cloud's store as an identity each. */
const OBJECT_USERS = ["api-gateway", "data-proxy"] as const;

/** The namespace of the internal services. Their flows are declared here as each service comes; they own no secret yet. */
export const services = {
  name: "services",
  role: "Namespace of api-gateway, order-dispatcher and data-proxy.",
  namespace: { name, world: "services", podSecurity: "restricted", dns: true },
  flows: () => [],
  secrets: [],
  needs: ["postgres", "minio", "argo-workflows", "secret-replicator"],
  cloudWorkloads: (environment, cluster) =>
    cloudStore(environment, cluster)
      ? OBJECT_USERS.map((user) => ({
          name: user,
          namespace: name,
          serviceAccount: user,
          grants: ["objects"],
          pods: [pods(name, user, { "app.kubernetes.io/name": user })],
        }))
      : [],
} as const satisfies Definition;
