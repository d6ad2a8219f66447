import { DefaultServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/default-service-account-v1";
import { LimitRangeV1 } from "@cdktf/provider-kubernetes/lib/limit-range-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { ResourceQuotaV1 } from "@cdktf/provider-kubernetes/lib/resource-quota-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { commonLabels } from "../metadata";
import { type ContainerLimit, DEFAULT_REQUESTS, levelOf, type NamespaceDefinition } from "./namespaces";

/** What all pods of a namespace share, and what one container gets that asks for nothing. */
export interface NamespaceLimits {
  readonly quota: { readonly pods: number; readonly cpu: string; readonly memory: string };
  readonly container: ContainerLimit;
}

export interface IsolatedNamespaceProps {
  readonly definition: NamespaceDefinition;
  /** Only where third-party code runs. @default no quota */
  readonly limits?: NamespaceLimits;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** A namespace with its Pod Security level enforced and all traffic refused both ways until a flow opens some. */
export class IsolatedNamespace extends Construct {
  readonly namespace: NamespaceV1;
  /** Everything that must stand before a pod may run there. */
  readonly guards: ITerraformDependable[];

  constructor(scope: Construct, id: string, { definition, limits, dependsOn }: IsolatedNamespaceProps) {
    super(scope, id);
    const { name: namespace, world, podSecurity, container = limits?.container } = definition;
    const level = levelOf(definition);
    this.namespace = new NamespaceV1(this, "namespace", {
      metadata: {
        name: namespace,
        labels: {
          ...commonLabels,
          "ivcap.platform/world": world,
          "pod-security.kubernetes.io/enforce": level,
          "pod-security.kubernetes.io/audit": "restricted",
          "pod-security.kubernetes.io/warn": "restricted",
        },
        ...(podSecurity === "restricted"
          ? {}
          : { annotations: { "ivcap.platform/pod-security-because": podSecurity.because } }),
      },
      dependsOn: [...dependsOn],
    });
    const inside = { dependsOn: [this.namespace] };
    this.guards = [
      this.namespace,
      new NetworkPolicyV1(this, "default-deny", {
        metadata: { name: "default-deny", namespace, labels: { ...commonLabels } },
        spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
        ...inside,
      }),
      // A pod that names no service account gets no token.
      new DefaultServiceAccountV1(this, "default-service-account", {
        metadata: { namespace },
        automountServiceAccountToken: false,
        ...inside,
      }),
      ...(limits ? [this.quota(namespace, limits, inside)] : []),
      ...(container ? [this.limitRange(namespace, container, inside)] : []),
    ];
  }

  private quota(namespace: string, { quota }: NamespaceLimits, inside: { dependsOn: NamespaceV1[] }) {
    return new ResourceQuotaV1(this, "quota", {
      metadata: { name: "orders", namespace },
      spec: {
        hard: {
          pods: String(quota.pods),
          "limits.cpu": quota.cpu,
          "limits.memory": quota.memory,
          // An order is a Workflow's pods and nothing else.
          services: "0",
          persistentvolumeclaims: "0",
        },
      },
      ...inside,
    });
  }

  private limitRange(namespace: string, container: ContainerLimit, inside: { dependsOn: NamespaceV1[] }) {
    return new LimitRangeV1(this, "limits", {
      metadata: { name: "containers", namespace },
      spec: {
        limit: [
          {
            type: "Container",
            default: { cpu: container.cpu, memory: container.memory },
            defaultRequest: DEFAULT_REQUESTS,
          },
        ],
      },
      ...inside,
    });
  }
}
