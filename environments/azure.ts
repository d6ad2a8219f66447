import Type from "typebox";
import { endpoint } from "./cloud-parts";
import { count, optional, strict, text } from "./parts";

/** @param fewest of nodes: the pool that runs Kubernetes' own parts cannot be empty */
const pool = (what: string, fewest: number, minimum: number, maximum: number, size: string) =>
  optional(
    strict(
      {
        size: optional(text("azure-size", `Of each node. Default: ${size}`)),
        minimum: optional(count(fewest, 1000, `Nodes at least. Default: ${minimum}`)),
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
    endpoint,
    admins: optional(
      Type.Array(text("uuid", "Object id of a group or user"), {
        minItems: 1,
        description:
          "Who administers the cluster besides whoever makes it, who is not to be named again. Default: nobody",
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
          system: pool("Nodes of the platform itself", 1, 2, 4, "Standard_D4ads_v5"),
          orders: pool("Nodes of orders; there are none while no order runs", 0, 0, 8, "Standard_D8ads_v5"),
        },
        "How far the cluster grows",
      ),
    ),
    zones: optional(
      Type.Array(Type.Enum(["1", "2", "3"]), {
        uniqueItems: true,
        description:
          'Availability zones of the nodes, in quotes. Default: ["1", "2", "3"]. []: a region that has none',
      }),
    ),
    redundancy: optional(
      Type.Enum(["zone", "local"], {
        description:
          "zone: disks, backups and images outlive the loss of a zone, and any node can mount any disk. local: in one, for half the price, and where the region offers no zone-redundant disks. Decided once: an account or a registry of the other kind is another one. Default: zone; local with less than two zones",
      }),
    ),
    support: optional(
      Type.Enum(["standard", "long-term"], {
        description:
          "standard: a version of Kubernetes is supported for a year. long-term: for two, at six times the cluster's fee. Default: standard",
      }),
    ),
    maintenance: optional(
      strict(
        {
          day: optional(
            Type.Enum(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], {
              description: "Default: Sunday",
            }),
          ),
          hour: optional(
            count(0, 20, "First of four hours, by UTC. Default: 4, when the nightly backup is done"),
          ),
        },
        "When Azure may patch Kubernetes and replace nodes by newer ones, each week",
      ),
    ),
    registry: optional(
      strict(
        {
          sku: Type.Enum(["Premium", "Standard"], {
            description:
              "Premium: only the nodes and endpoint.publicRanges reach it, images are in several zones. Standard: 30 USD a month less; reached from everywhere by whoever has a login",
          }),
        },
        "The registry of images. Default: Premium",
      ),
    ),
    zoneGroup: optional(
      text(
        "azure-group",
        "Resource group in this subscription where the zone of dns.zone is already. Default: the zone is made, and has to be entered in the one above it",
      ),
    ),
  },
  "Where an AKS cluster is made",
);
