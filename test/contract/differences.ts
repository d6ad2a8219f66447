import type { ClusterAccess } from "../../stacks/cluster/access";

/** Something that one target's platform has and another's has not, because of a fact of its cluster. */
export interface Difference {
  readonly because: string;
  /** Whether the fact holds for a cluster. */
  readonly of: (access: ClusterAccess) => boolean;
  /** The addresses that it brings. */
  readonly brings: RegExp;
}

/** All differences that there may be between the platforms of two targets whose environments say the same. */
export const differences: readonly Difference[] = [
  {
    because: "a public authority signs certificates, and looks at the domain by HTTP",
    of: ({ issuerDefault }) => issuerDefault === "acme",
    brings: /^kubernetes_network_policy_v1\.isolation_[\w-]+-acme(-[\w-]+)?_(in|out)$/,
  },
  {
    because: "nodes are made by objects in the cluster",
    of: ({ nodeManifests }) => nodeManifests.length > 0,
    brings: /^(helm_release\.nodes_|\w+\.isolation_nodes_)/,
  },
  {
    because: "backups go to a store of the cloud",
    of: ({ backups }) => backups !== undefined,
    brings:
      /^kubernetes_network_policy_v1\.isolation_(backup|list|restore)-job-to-internet-cloud-services_out$/,
  },
  {
    because: "backups go to a volume of the cluster",
    of: ({ backups }) => backups === undefined,
    brings: /^kubernetes_persistent_volume_claim_v1\.backup_claim$/,
  },
  {
    because: "pods that are an identity of the cloud ask an address on their node for credentials",
    of: ({ identityService }) => identityService !== undefined,
    brings: /^kubernetes_network_policy_v1\.isolation_[\w-]+-to-identity-service-credentials_out$/,
  },
];

/** What a policy's peers and ports follow from besides its flow: where the API server and the resolver of a cluster are. */
export const PLACES =
  /-(to-api-server|to-cluster-dns|to-internet|to-gateway-proxies)-|^api-server-to-|^clients-to-/;
