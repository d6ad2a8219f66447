import type { NamespaceDefinition } from "./namespaces";

/**
 * Who may talk to whom, in words a reader understands: "argo controller → postgres pooler: archive".
 * A flow is declared once, by the side that opens it; policies on both ends and docs/reference/flows.md come from it.
 */

/** Pods of ours, chosen by their labels in one namespace. */
export interface Pods {
  readonly kind: "pods";
  readonly name: string;
  readonly namespace: string;
  /** Labels that select them; none means every pod of the namespace. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What is not pods of ours: the cluster target says where it lies. */
export interface Place {
  readonly kind: "api-server" | "dns" | "internet" | "clients" | "identity-service";
  readonly name: string;
}

/** A site's own of a component, in place of ours: policies are made on our end only. */
export interface Site {
  readonly kind: "site";
  readonly name: string;
  /** In this cluster, or outside it: one of the two. */
  readonly namespace: string | undefined;
  readonly addresses: readonly string[];
}

export type Peer = Pods | Place | Site;

export interface Flow {
  readonly from: Peer;
  readonly to: Peer;
  /** The port on the pod itself: policies see packets after the Service's address was translated. */
  readonly port: number;
  readonly protocols: readonly ("TCP" | "UDP")[];
  /** Why it exists, in a few words: the last part of its name. */
  readonly purpose: string;
}

export const pods = (namespace: string, name: string, labels: Record<string, string> = {}): Pods => ({
  kind: "pods",
  namespace,
  name,
  labels,
});

/** The Kubernetes API, by the address ranges that the cluster target knows at synth. As a source: admission calls. */
export const apiServer: Place = { kind: "api-server", name: "api server" };
/** The cluster's resolver. */
export const dns: Place = { kind: "dns", name: "cluster dns" };
/** Anywhere but private, link-local and cluster ranges. Given by name to the few workloads that need it. */
export const internet: Place = { kind: "internet", name: "internet" };

/** Where pods that are an identity of the cloud ask for its credentials, on targets that have such an address. */
export const identityService: Place = { kind: "identity-service", name: "identity service" };

/** Whoever uses the platform, from any address. Only the gateway answers them. */
export const clients: Place = { kind: "clients", name: "clients" };

/** Declares one flow: `flow(controller, pooler, 5432, "archive")`. */
export const flow = (from: Peer, to: Pods, port: number, purpose: string): Flow => ({
  from,
  to,
  port,
  protocols: ["TCP"],
  purpose,
});

/** The pods need the Kubernetes API. Its port belongs to the cluster, so it is filled in where the policy is made. */
export const toApiServer = (from: Pods, purpose: string): Flow => ({
  from,
  to: apiServer,
  port: 0,
  protocols: ["TCP"],
  purpose,
});

/** The pods look names up. */
export const toDns = (from: Pods): Flow => ({
  from,
  to: dns,
  port: 53,
  protocols: ["UDP", "TCP"],
  purpose: "names",
});

/** The pods need the outside, by TLS unless another port is named. */
export const toInternet = (
  from: Pods,
  purpose: string,
  port = 443,
  protocols: Flow["protocols"] = ["TCP"],
): Flow => ({
  from,
  to: internet,
  port,
  protocols,
  purpose,
});

/** The pods are an identity of the cloud. Address and port belong to the cluster; where it has none, there is no such flow. */
export const toIdentityService = (from: Pods): Flow => ({
  from,
  to: identityService,
  port: 0,
  protocols: ["TCP"],
  purpose: "credentials",
});

export const flowTitle = ({ from, to, purpose }: Flow) => `${from.name} → ${to.name}: ${purpose}`;

/** A name for Kubernetes and Terraform: `argo-controller-to-postgres-pooler-archive`. */
export const flowId = ({ from, to, purpose }: Flow) =>
  [from.name, "to", to.name, purpose]
    .join(" ")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");

/** The look-ups that namespaces are allowed, a flow each. */
export const dnsFlows = (namespaces: readonly NamespaceDefinition[]): Flow[] =>
  namespaces.filter(({ dns }) => dns).map(({ name }) => toDns(pods(name, `${name} pods`)));
