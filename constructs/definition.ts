import type { Environment } from "../environments/schema";
import type { ClusterAccess } from "../stacks/cluster/access";
import type { CloudWorkload } from "./cloud-workload";
import type { Flow, Pods } from "./isolation/flows";
import type { NamespaceDefinition } from "./isolation/namespaces";
import type { ComponentName } from "./pins";
import type { PodRequests, Volumes } from "./pod-requests";
import type { SecretDefinition } from "./secrets/definition";

/**
 * What a part of the platform brings besides its release: namespace, flows and secrets. Plain data, so that policies,
 * secrets, checks and documentation all come from one place.
 */
export interface Definition {
  readonly name: string;
  /** One sentence for the component's page. */
  readonly role: string;
  /** Components of one namespace name the same object. */
  readonly namespace: NamespaceDefinition;
  readonly flows: (environment: Environment, cluster: ClusterAccess) => readonly Flow[];
  readonly secrets: readonly SecretDefinition[];
  /** Components that it cannot work without, as far as the environment wants them: with another object store, nothing needs MinIO. */
  readonly needs: readonly ComponentName[];
  /** Components that are made before it and destroyed after it, where there are any, though it works without them. @default none */
  readonly after?: readonly ComponentName[];
  /** Pods of it that are an identity of the cloud, each with what it may do there. @default none */
  readonly cloudWorkloads?: (environment: Environment, cluster: ClusterAccess) => readonly CloudWorkload[];
}

/** What others connect to. Where a site has its own of a component, that stands in the entrance's place. */
export interface Entrance {
  readonly pods: Pods;
  /** Where it answers in the cluster; absent where others find it by the Kubernetes API alone. */
  readonly url?: string;
}

/** A definition that installs something: a pinned chart, or objects of ours. */
export interface ComponentDefinition extends Definition {
  readonly name: ComponentName;
  /** Whether losing its namespace or release loses data: `protection: on` then forbids any plan to destroy them. */
  readonly holdsData: boolean;
  /** Every pod that it starts, also by an operator: how large nodes have to be follows from it. */
  readonly runs: (environment: Environment) => readonly PodRequests[];
  /** Every claim that it makes. @default none */
  readonly volumes?: (environment: Environment, cluster: ClusterAccess) => readonly Volumes[];
  /** Whether an environment asks for it at all, such as one of two log shippers. @default every one does */
  readonly wanted?: (environment: Environment) => boolean;
  readonly entrance?: Entrance;
  /** How what it holds is saved, or why it need not be: for its page. */
  readonly backup: string;
  /** What could take its place and what has to move then: for its page. */
  readonly replacement: string;
  /**
   * What its chart has to start, and nothing else, as `Kind/name`: for charts that hold much more than is wanted here.
   * @default whatever it starts
   */
  readonly workloads?: readonly string[];
}
