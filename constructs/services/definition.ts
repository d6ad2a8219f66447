import type { Definition } from "../definition";

/** The namespace of the internal services. Their flows are declared here as each service comes; they own no secret yet. */
export const services = {
  name: "services",
  role: "Namespace of api-gateway, order-dispatcher and data-proxy.",
  namespace: { name: "ivcap", world: "services", podSecurity: "restricted", dns: true },
  flows: () => [],
  secrets: [],
  needs: ["postgres", "minio", "argo-workflows", "secret-replicator"],
} as const satisfies Definition;
