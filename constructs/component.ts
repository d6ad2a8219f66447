import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../environments/schema";
import type { Cluster } from "../stacks/cluster/access";
import type { Secrets } from "./secrets";

/** What every component is given. */
export interface ComponentProps {
  readonly environment: Environment;
  readonly cluster: Cluster;
  readonly secrets: Secrets;
  /** `protection: on`: what holds data is kept even where its release goes. */
  readonly isProtected: boolean;
  /** All namespaces of the platform. */
  readonly namespaces: readonly string[];
  /** The class of every volume that it asks for. */
  readonly storageClassName: string;
  /** Namespaces, policies, secrets and the storage class: all that what must outlive other components waits for. */
  readonly foundation: ITerraformDependable;
  /** What stands before it: namespaces, policies and secrets, and then every component that its definition needs. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** The class of a component. */
export type ComponentClass = new (
  scope: Construct,
  id: string,
  props: ComponentProps,
) => Construct & {
  /** What has to be there before others may use it. */
  readonly ready: ITerraformDependable;
};
