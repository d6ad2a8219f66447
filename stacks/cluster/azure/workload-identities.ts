import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import type { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Construct } from "constructs";
import type { CloudGrant, CloudWorkload } from "../../../constructs/cloud-workload";
import { EnvironmentError } from "../../../environments/load";
import type { PodIdentity } from "../access";
import { namesOf } from "./names";
import { type PartProps, placeOf } from "./part";
import { assignRole } from "./roles";

/** What grants consist of on this cloud: a role, on one thing. */
export interface Right {
  readonly role: string;
  readonly scope: string;
}

export interface WorkloadIdentitiesProps extends PartProps {
  readonly cluster: KubernetesCluster;
  readonly workloads: readonly CloudWorkload[];
  /** What each grant that there is here consists of. */
  readonly rights: Readonly<Partial<Record<CloudGrant, readonly Right[]>>>;
}

/** The token that a pod exchanges. https://azure.github.io/azure-workload-identity/docs/topics/federated-identity-credential.html */
const AUDIENCE = "api://AzureADTokenExchange";

/** One identity for each workload, which pods of its service account are and no others, with the rights of its grants. */
export class WorkloadIdentities extends Construct {
  private readonly identities = new Map<string, UserAssignedIdentity>();

  /** @throws EnvironmentError where a workload needs what this cloud does not give */
  constructor(scope: Construct, id: string, props: WorkloadIdentitiesProps) {
    super(scope, id);
    for (const workload of props.workloads) {
      const { name, namespace, serviceAccount, grants } = workload;
      const rights = grants.flatMap((grant) => rightsOf(workload, grant, props));
      const identity = new UserAssignedIdentity(this, name, {
        name: `${namesOf(props.environment).prefix}-${name}`,
        ...placeOf(props),
      });
      new FederatedIdentityCredential(this, `${name}-pods`, {
        name: `${namespace}-${serviceAccount}`,
        resourceGroupName: props.group.name,
        parentId: identity.id,
        issuer: props.cluster.oidcIssuerUrl,
        audience: [AUDIENCE],
        subject: `system:serviceaccount:${namespace}:${serviceAccount}`,
      });
      for (const right of rights) {
        const role = right.role.toLowerCase().replaceAll(" ", "-");
        assignRole(this, `${name}-${role}`, { identity, ...right });
      }
      this.identities.set(name, identity);
    }
  }

  /** What the webhook of workload identity looks for. https://learn.microsoft.com/azure/aks/workload-identity-overview */
  of(workload: string): PodIdentity {
    return {
      serviceAccountAnnotations: { "azure.workload.identity/client-id": this.clientIdOf(workload) },
      podLabels: { "azure.workload.identity/use": "true" },
    };
  }

  clientIdOf(workload: string): string {
    const identity = this.identities.get(workload);
    if (!identity) throw new Error(`no such workload: ${workload}; found: ${[...this.identities.keys()]}`);
    return identity.clientId;
  }
}

function rightsOf(
  { name }: CloudWorkload,
  grant: CloudGrant,
  { environment, rights }: WorkloadIdentitiesProps,
): readonly Right[] {
  const known = rights[grant];
  if (known) return known;
  throw new EnvironmentError(
    `${environment.file}: ${name} needs ${grant} of the cloud; found: target azure; allowed there: ${Object.keys(rights).join(", ")}; ${HINTS[grant]}`,
  );
}

const HINTS: Readonly<Record<CloudGrant, string>> = {
  objects: "objectStore.kind: s3 is on aws only; leave objectStore out",
  logs: "objectStore.kind: s3 is on aws only; leave objectStore out",
  backups: "this is a fault of the program",
  dns: "name the zone under dns.zone",
};
