import { hostsOf } from "../../constructs/gateway/hosts";
import type { Environment } from "../../environments/schema";

/** Where a gateway answers, as its status says. https://gateway-api.sigs.k8s.io/reference/spec/#gatewaystatusaddress */
export interface GatewayAddress {
  readonly type?: string;
  readonly value: string;
}

/** A DNS record that leads to the gateway. */
export interface DnsRecord {
  readonly hostname: string;
  /** ALIAS: at the top of a zone, where no CNAME can stand, the cloud's own kind that follows a name. */
  readonly type: "A" | "AAAA" | "CNAME" | "ALIAS";
  readonly value: string;
}

/** Each name of the deployment with each address of its gateway. */
export const recordsFor = (environment: Environment, addresses: readonly GatewayAddress[]): DnsRecord[] =>
  hostsOf(environment).flatMap(({ hostname }) =>
    addresses.map(({ type, value }) => ({
      hostname,
      type: type === "Hostname" ? (hostname === environment.dns?.zone ? "ALIAS" : "CNAME") : ipType(value),
      value,
    })),
  );

const ipType = (value: string) => (value.includes(":") ? "AAAA" : "A");
