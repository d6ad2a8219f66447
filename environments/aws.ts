import Type from "typebox";
import { count, optional, strict, text } from "./parts";

/** What an environment says of AWS. Sizes and names follow from it (stacks/cluster/aws). */
export const Aws = strict(
  {
    account: text("aws-account", "The account's number; a plan against another account is refused"),
    region: text("aws-region", "Where everything stands"),
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
      Type.Array(text("aws-principal", "A role or user"), {
        minItems: 1,
        description: "Who administers the cluster, besides whoever made it. Default: nobody",
      }),
    ),
    network: optional(
      strict(
        {
          range: optional(text("cidr", "The network's addresses. Default: 10.64.0.0/16")),
          services: optional(text("cidr", "Addresses of Services. Default: 172.20.0.0/16")),
          nat: optional(
            Type.Enum(["single", "per-zone"], {
              description:
                "The way out: one for all zones, or one in each, so that a zone's failure cuts off no other. Default: single",
            }),
          ),
        },
        "Addresses",
      ),
    ),
    nodes: optional(
      strict(
        {
          system: optional(
            strict(
              {
                cpu: optional(count(2, 10_000, "Most processors of all its nodes together. Default: 32")),
                memory: optional(text("quantity", "Most memory of them together. Default: 128Gi")),
              },
              "Nodes of the platform itself",
            ),
          ),
          orders: optional(
            strict(
              {
                cpu: optional(count(2, 10_000, "Most processors of all its nodes together. Default: 64")),
                memory: optional(text("quantity", "Most memory of them together. Default: 256Gi")),
              },
              "Nodes of orders; there are none while no order runs",
            ),
          ),
        },
        "How far the cluster grows",
      ),
    ),
  },
  "Where an EKS cluster is made",
);
