import Type from "typebox";
import { endpoint } from "./cloud-parts";
import { count, optional, strict, text } from "./parts";

/** What an environment says of AWS. Sizes and names follow from it (stacks/cluster/aws). */
export const Aws = strict(
  {
    account: text("aws-account", "The account's number; a plan against another account is refused"),
    region: text("aws-region", "Where everything stands"),
    zones: optional(
      Type.Array(text("aws-zone", "A zone by its id"), {
        minItems: 3,
        description:
          "The three zones that everything stands in, by id, since a letter means another zone in each account. Default: the first three of the region that EKS takes. A cluster cannot be moved to others",
      }),
    ),
    endpoint,
    admins: optional(
      Type.Array(text("aws-principal", "A role or user"), {
        minItems: 1,
        description:
          "Who administers the cluster; whoever deploys the platform has to be among them. Default: whoever makes the cluster, for good: EKS looks at it once",
      }),
    ),
    network: optional(
      strict(
        {
          range: optional(
            text(
              "cidr",
              "The network's addresses, /16 to /20: another range is another cluster. Default: 10.64.0.0/16",
            ),
          ),
          services: optional(
            text("cidr", "Addresses of Services, apart from the network's. Default: 172.20.0.0/16"),
          ),
          nat: optional(
            Type.Enum(["single", "per-zone"], {
              description:
                "The way out: one for all zones, or one in each, so that a zone's failure cuts off no other. Default: single",
            }),
          ),
          endpoints: optional(
            Type.Enum(["all", "s3"], {
              description:
                "AWS services that nodes reach without the internet. all: S3, the registry, EKS, EC2 and STS, each billed by the hour in three zones. s3: only S3, which costs nothing; the others by NAT. Default: all",
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
