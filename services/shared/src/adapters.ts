import { ConfigError } from "./config";

/**
 * The adapter of a port, by the scheme of its URL: the same process runs in a cluster and on one machine, with other URLs.
 *
 * @param name of the variable, for the error
 * @throws ConfigError naming the schemes that there are; never the URL, which may hold a password
 */
export function adapterOf<Adapter>(
  name: string,
  url: string,
  adapters: Readonly<Record<string, (url: string) => Adapter>>,
): Adapter {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  const make = scheme === undefined ? undefined : Object.hasOwn(adapters, scheme) && adapters[scheme];
  if (!make) {
    const known = Object.keys(adapters).map((each) => `${each}://…`);
    throw new ConfigError([
      `${name}: ${scheme ?? "what it holds"} is no scheme that is known here; allowed: ${known.join(", ")}`,
    ]);
  }
  return make(url);
}
