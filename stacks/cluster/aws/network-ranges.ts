import { EnvironmentError, PLACEHOLDER } from "../../../environments/load";
import type { Environment } from "../../../environments/schema";
import { contains, overlaps, prefixLength, subnet } from "../addresses";
import { settingsOf } from "../settings";

/** https://datatracker.ietf.org/doc/html/rfc1918 */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
const isPrivate = (range: string) => PRIVATE.some((whole) => contains(whole, range));

/** A value that is still to be filled in says nothing yet; host bits are cleared. */
const filledIn = (said: string | undefined, usual: string) =>
  subnet(said === undefined || said === PLACEHOLDER ? usual : said, 0, 0);

/**
 * The addresses of the network and those of Services.
 * @throws EnvironmentError where they have no room for three zones, are not private, or overlap
 */
export function rangesOf(environment: Environment): { range: string; services: string } {
  const said = settingsOf(environment, "aws").network;
  const range = filledIn(said?.range, "10.64.0.0/16");
  const services = filledIn(said?.services, "172.20.0.0/16");
  const wrong = (key: string, found: string, allowed: string) =>
    new EnvironmentError(`${environment.file}: aws.network.${key}: found: ${found}; allowed: ${allowed}`);
  const within = `within ${PRIVATE.join(", ")}`;
  if (!isPrivate(range) || prefixLength(range) < 16 || prefixLength(range) > 20) {
    throw wrong(
      "range",
      range,
      `a range of /16 to /20 ${within}; AWS takes none larger, and a smaller one has no room for the subnets of three zones`,
    );
  }
  // https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html
  if (!isPrivate(services) || prefixLength(services) < 12 || prefixLength(services) > 24) {
    throw wrong("services", services, `a range of /12 to /24 ${within}; leave the key out for 172.20.0.0/16`);
  }
  if (overlaps(range, services)) {
    throw wrong(
      "services",
      `${services}, which overlaps aws.network.range, ${range}`,
      "a range apart from it, since a Service would hide what stands there; choose another for one of them",
    );
  }
  return { range, services };
}
