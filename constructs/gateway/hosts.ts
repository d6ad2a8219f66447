import type { Environment } from "../../environments/schema";
import { services } from "../services/definition";

/** Where the gateway's own objects and certificates are. */
export const gatewayNamespace = "gateway";

/** A name that clients ask for, with a listener and a certificate of its own. */
export interface Host {
  /** The listener's section name, for `parentRefs` of routes. */
  readonly name: string;
  readonly hostname: string;
  /** The one namespace whose routes may answer for it. */
  readonly namespace: string;
}

export const hostsOf = ({ domain }: Environment): Host[] => [
  { name: "api", hostname: domain, namespace: services.namespace.name },
];

/** Every namespace that the controller has to look at. */
export const routeNamespaces = (environment: Environment): string[] => [
  ...new Set([gatewayNamespace, ...hostsOf(environment).map(({ namespace }) => namespace)]),
];
