import type { Environment } from "../environments/schema";
import type { ComponentDefinition } from "./definition";
import type { Flow, Peer, Site } from "./isolation/flows";
import type { ComponentName } from "./pins";

/** What `components.<name>` says of a component that a site brings itself. */
interface OwnOrOurs {
  readonly install?: boolean;
  readonly own?: {
    readonly url?: string;
    readonly namespace?: string;
    readonly addresses?: readonly string[];
    readonly port?: number;
  };
}

export const ownOrOurs = ({ components }: Environment, name: ComponentName): OwnOrOurs =>
  (components?.[name] as OwnOrOurs | undefined) ?? {};

/** Ports that a URL leaves out. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, postgres: 5432 };

/** Where a component answers, ours or the site's own. */
export interface Address {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

/** The address of a component that others connect to. */
export function addressOf(environment: Environment, definition: ComponentDefinition): Address {
  const url = ownOrOurs(environment, definition.name).own?.url ?? definition.entrance?.url;
  if (url === undefined) throw new Error(`${definition.name} has no address`);
  return parse(url);
}

function parse(url: string): Address {
  const { protocol, hostname, port } = new URL(url);
  const scheme = protocol.slice(0, -1);
  return {
    url,
    host: hostname,
    port: Number(port) || (DEFAULT_PORTS[scheme] ?? 0),
    tls: scheme !== "http",
  };
}

/** The flows, with the site's own in the place of every entrance of ours that it replaces. */
export function withOwn(
  environment: Environment,
  components: readonly ComponentDefinition[],
  flows: readonly Flow[],
): Flow[] {
  const replaced = components.flatMap(({ name, entrance }) => {
    const { own } = ownOrOurs(environment, name);
    if (!own || !entrance) return [];
    const { namespace, addresses = [], port = own.url && parse(own.url).port } = own;
    const site: Site = { kind: "site", name: `the site's ${entrance.pods.name}`, namespace, addresses };
    return [{ pods: entrance.pods, site, port }];
  });
  const replacement = (peer: Peer) => replaced.find(({ pods }) => pods === peer);
  return flows.map((flow) => ({
    ...flow,
    from: replacement(flow.from)?.site ?? flow.from,
    to: replacement(flow.to)?.site ?? flow.to,
    port: replacement(flow.to)?.port || flow.port,
  }));
}
