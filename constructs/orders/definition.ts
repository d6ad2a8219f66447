import type { Environment } from "../../environments/schema";
import type { Definition } from "../definition";
import { pods, toApiServer } from "../isolation/flows";
import { levelOf, type NamespaceDefinition } from "../isolation/namespaces";

/** Where analytics services run: third-party code, held as tightly as the environment allows. */
export const orderNamespace = "order-runner";
/** The service account of Argo's executor, which shares the pod with the analytics container (docs/architecture.md). */
export const executor = "order-executor";

const orderPods = pods(orderNamespace, "order pods");

export const orders = {
  name: "orders",
  role: "The sandbox of analytics services: quota, limits, and no way out but what is listed here.",
  // Argo's executor reports its results there; nothing else is open, not even DNS.
  flows: () => [toApiServer(orderPods, "executor results")],
  secrets: [],
  needs: ["argo-workflows"],
} as const satisfies Omit<Definition, "namespace">;

export function orderNamespaceDefinition({ isolation }: Environment): NamespaceDefinition {
  const level = isolation?.orders?.podSecurity ?? "restricted";
  return {
    name: orderNamespace,
    world: "orders",
    podSecurity:
      level === "restricted"
        ? level
        : {
            level,
            because: "the environment file lets service images run as root (isolation.orders.podSecurity)",
          },
    dns: false,
  };
}

export const isRestricted = (environment: Environment) =>
  levelOf(orderNamespaceDefinition(environment)) === "restricted";
