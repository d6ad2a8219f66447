import type { TerraformStack } from "cdktf";
import type { Operator } from "./operator";

/**
 * What the layers above know of the cluster below them at synth, whichever target made it. Everything that differs between targets
 * stands here, so that nothing above asks which one it is.
 */
export interface ClusterAccess {
  /** The context of the operator's kubeconfig that our own commands use; docs/operations says how it is made. */
  readonly context: string;
  /** What the operator's machine needs to reach it. @default a kubeconfig with that context */
  readonly operator?: Operator;
  /** Where the API server answers, known at synth; never "port 443 anywhere". */
  readonly apiServer: { readonly ranges: readonly string[]; readonly port: number };
  /** What answers DNS: pods, or addresses where the resolver runs on the nodes. */
  readonly dns:
    | { readonly namespace: string; readonly labels: Readonly<Record<string, string>> }
    | { readonly ranges: readonly string[] };
  /** Ranges that `internet` leaves out besides private and link-local ones. */
  readonly ownRanges: readonly string[];
  /** What makes volumes, and how: on clouds the parameters say that they are encrypted. */
  readonly storage: {
    readonly provisioner: string;
    readonly parameters: Readonly<Record<string, string>>;
    /** Whether a volume can grow while it is used. */
    readonly expandable: boolean;
  };
  /** How clients reach the gateway. */
  readonly gateway: {
    /** NodePort: on the node's own address. LoadBalancer: on the address that the cloud gives. */
    readonly serviceType: "NodePort" | "LoadBalancer";
    /** What clients dial; with NodePort, the node's ports. */
    readonly ports: { readonly http: number; readonly https: number };
    /** Of the Service, for the cloud's load balancer. */
    readonly annotations: Readonly<Record<string, string>>;
    /** Which of several makers of load balancers. @default the cluster's own */
    readonly loadBalancerClass?: string;
  };
  /** Nodes that run orders and nothing else. Without labels and taints: any node. */
  readonly orderNodes: {
    readonly labels: Readonly<Record<string, string>>;
    readonly taints: readonly NodeTaint[];
    /** Of an order's pods: keeps whatever removes spare nodes from ending an order that runs, which would begin again. */
    readonly podAnnotations: Readonly<Record<string, string>>;
  };
  /** What replicas are spread over: the node label whose values are places that fail apart. */
  readonly spreadKey: "kubernetes.io/hostname" | "topology.kubernetes.io/zone";
  /** Where pods that are a cloud identity ask for their credentials. @default nowhere: no such address is opened */
  readonly identityService?: { readonly ranges: readonly string[]; readonly port: number };
  /** Objects that the cluster needs from inside before any pod of ours, such as its node pools. */
  readonly nodeManifests: readonly object[];
  /** Where backups go. @default a volume of the cluster */
  readonly backups?: BackupStore;
  /** The cloud's own object store, for `objectStore: {kind: s3}`. @default there is none; objects are in MinIO */
  readonly objectStore?: ObjectStore;
  /** The cloud's zones, for `dns.zone`. @default there are none: such an environment is refused */
  readonly zones?: ZoneProvider;
  /** Who signs certificates where the environment does not say. */
  readonly issuerDefault: "self-signed" | "acme";
  /** Whether data is protected where the environment does not say. */
  readonly protectionDefault: "on" | "off";
}

/** A bucket or container that holds backups and nothing else, reached by the pods' identity (grant `backups`). */
export type BackupStore =
  | { readonly kind: "s3"; readonly bucket: string; readonly region: string }
  | { readonly kind: "blob"; readonly account: string; readonly container: string };

/** S3 with a bucket for each of the two that use it, versioned, reached by the pods' identity (grants `objects`, `logs`). */
export interface ObjectStore {
  readonly kind: "s3";
  readonly region: string;
  /** Where S3 answers: `https://s3.<region>.amazonaws.com`. */
  readonly endpoint: string;
  readonly buckets: { readonly objects: string; readonly logs: string };
}

/** What external-dns is told, so that it can change the zone (grant `dns`). */
export interface ZoneProvider {
  /** As external-dns calls it: `aws`, `azure`. */
  readonly name: string;
  /** Its further arguments: `--azure-config-file=…`. */
  readonly args: readonly string[];
  /** Files it reads, by their full path; no secrets. All lie in one folder that holds nothing else. */
  readonly files: Readonly<Record<string, string>>;
  /** Its environment, such as a region. */
  readonly env: Readonly<Record<string, string>>;
}

/** https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
export interface NodeTaint {
  readonly key: string;
  readonly value: string;
  readonly effect: "NoSchedule" | "NoExecute";
}

/** How the providers of Kubernetes and Helm reach the API: by a kubeconfig, or by an exec plugin, whose token no state holds. */
export type Connection =
  | { readonly configPath: string; readonly configContext: string }
  | {
      readonly host: string;
      /** PEM. */
      readonly clusterCaCertificate: string;
      readonly exec: {
        readonly apiVersion: string;
        readonly command: string;
        readonly args: string[];
        readonly env?: Record<string, string>;
      };
    };

/** What makes a pod a cloud identity: written where its service account and its pods are. */
export interface PodIdentity {
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
}

/** What is known of the cluster only when it stands: references to the layer below, or variables of the stack that asks. */
export interface ClusterValues {
  /** Called once in each stack whose providers reach the cluster. */
  connect(stack: TerraformStack): Connection;
  /** @param workload the name of one of the workloads that `cloudWorkloadsOf` lists */
  identityOf(workload: string): PodIdentity;
  /**
   * How cert-manager proves by `dns.zone` that the domain is ours: the `dns01` of an ACME solver, by the identity of its pods.
   * https://cert-manager.io/docs/configuration/acme/dns01/
   * @default there are no zones
   */
  dns01Solver?(): object;
}

/** All that a layer is given of the cluster below it. */
export interface Cluster extends ClusterAccess, ClusterValues {}

/** No cloud, or one that knows its pods by itself. */
export const noIdentity: PodIdentity = { serviceAccountAnnotations: {}, podLabels: {} };
