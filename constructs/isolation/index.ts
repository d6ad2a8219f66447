import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ClusterAccess } from "../../stacks/cluster/access";
import { type Flow, flowId } from "./flows";
import { IsolatedNamespace, type NamespaceLimits } from "./isolated-namespace";
import type { NamespaceDefinition } from "./namespaces";
import { FlowPolicy } from "./network-policy";

export interface IsolationProps {
  readonly cluster: ClusterAccess;
  readonly namespaces: readonly NamespaceDefinition[];
  readonly flows: readonly Flow[];
  /** By namespace. @default no quota */
  readonly limits: Readonly<Record<string, NamespaceLimits>>;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** All namespaces, shut, and every declared flow, opened on both ends. */
export class Isolation extends Construct {
  /** What a secret or a pod in these namespaces has to wait for. */
  readonly guards: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    { cluster, namespaces, flows, limits, dependsOn }: IsolationProps,
  ) {
    super(scope, id);
    const made = namespaces.map((definition) => {
      const own = limits[definition.name];
      return new IsolatedNamespace(this, definition.name, {
        definition,
        dependsOn,
        ...(own ? { limits: own } : {}),
      });
    });
    const policies = flows.flatMap(
      (flow) =>
        new FlowPolicy(this, flowId(flow), {
          flow,
          cluster,
          dependsOn: made.map(({ namespace }) => namespace),
        }).policies,
    );
    this.guards = [...made.flatMap((namespace) => namespace.guards), ...policies];
  }
}
