import Type from "typebox";
import { count, optional, strict, text } from "./parts";

const pool = (what: string, minimum: number, maximum: number, size: string) =>
  optional(
    strict(
      {
        size: optional(text("azure-size", `Of each node. Default: ${size}`)),
        minimum: optional(count(0, 1000, `Nodes at least. Default: ${minimum}`)),
        maximum: optional(count(1, 1000, `Nodes at most. Default: ${maximum}`)),
      },
      what,
    ),
  );

/** What an environment says of Azure. Sizes and names follow from it (stacks/cluster/azure). */
export const Azure = strict(
  {
    subscription: text("uuid", "The subscription that everything is made in"),
    tenant: text("uuid", "The Entra ID tenant whose people and programs may use the cluster"),
    region: text("azure-region", "Where everything stands"),
    endpoint: optional(
      strict(
        {
          publicRanges: optional(
            Type.Array(text("cidr", "From where the API may be asked"), {
              minItems: 1,
              description:
                "Addresses outside that may ask the Kubernetes API. Default: none; it answers inside the network only",
            }),
          ),
        },
        "Who reaches the Kubernetes API",
      ),
    ),
    admins: optional(
      Type.Array(text("uuid", "Object id of a group or user"), {
        minItems: 1,
        description: "Who administers the cluster. Default: nobody but whoever made it",
      }),
    ),
    network: optional(
      strict(
        {
          range: optional(text("cidr", "The network's addresses. Default: 10.64.0.0/16")),
          pods: optional(text("cidr", "Addresses of pods, an overlay of their own. Default: 10.128.0.0/14")),
          services: optional(text("cidr", "Addresses of Services. Default: 172.20.0.0/16")),
        },
        "Addresses",
      ),
    ),
    nodes: optional(
      strict(
        {
          system: pool("Nodes of the platform itself", 2, 4, "Standard_D4ads_v5"),
          orders: pool("Nodes of orders; there are none while no order runs", 0, 8, "Standard_D8ads_v5"),
        },
        "How far the cluster grows",
      ),
    ),
  },
  "Where an AKS cluster is made",
);
