import type { Json, JsonObject } from "../../../scripts/support/stack-json";
import type { Deployment } from "../../support/stacks";
import { at, listAt, objectAt, resources } from "./resources";

export type Direction = "Ingress" | "Egress";

/** One thing that a policy opens: these ports, to or from that peer. */
export interface Opening {
  readonly address: string;
  readonly direction: Direction;
  /** Where the policy's pods are. */
  readonly namespace: string;
  readonly labels: string;
  readonly ports: string;
  readonly peer: JsonObject;
  /** Whether the policy says that its other end is the site's own. */
  readonly site: boolean;
  /** The peer as pods, if it is: its namespace and labels. */
  readonly peerNamespace: string | undefined;
  readonly peerLabels: string;
}

/** Labels or ports as one text that compares. */
const text = (value: Json | undefined): string =>
  JSON.stringify(
    Array.isArray(value)
      ? value.map((each) => JSON.stringify(each)).sort()
      : Object.entries(value ?? {}).sort(),
  );

export const policies = (deployment: Deployment) => resources(deployment, "kubernetes_network_policy_v1");

export const openings = (deployment: Deployment): Opening[] =>
  policies(deployment).flatMap(({ address, body }) =>
    (["Ingress", "Egress"] as const).flatMap((direction) =>
      listAt(body, "spec", direction.toLowerCase()).flatMap((open) => {
        const peers = listAt(open, direction === "Egress" ? "to" : "from");
        return (peers.length > 0 ? peers : [{}]).map((peer) => ({
          address,
          direction,
          namespace: String(at(body, "metadata", "namespace")),
          labels: text(at(body, "spec", "pod_selector", "match_labels")),
          ports: text(at(open, "ports")),
          peer: objectAt(peer),
          site: at(body, "metadata", "annotations", "ivcap.platform/site") === "true",
          peerNamespace: at(peer, "namespace_selector", "match_labels", "kubernetes.io/metadata.name") as
            | string
            | undefined,
          peerLabels: text(at(peer, "pod_selector", "match_labels")),
        }));
      }),
    ),
  );

export const namespaceNames = (deployment: Deployment): string[] =>
  resources(deployment, "kubernetes_namespace_v1").map(({ body }) => String(at(body, "metadata", "name")));
