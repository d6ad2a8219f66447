import { EnvironmentError, PLACEHOLDER } from "../../../environments/load";
import type { Environment } from "../../../environments/schema";
import { overlaps, prefixLength } from "../addresses";
import { prefixOf, settingsOf } from "../settings";
import { LONGEST_PREFIX } from "./names";
import { rangesOf } from "./network";
import { mostNodes, POOL_DEFAULTS, type PoolName, poolsOf } from "./pools";

/** AKS keeps them for itself. https://learn.microsoft.com/azure/aks/azure-cni-overlay */
const RESERVED = ["169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24"];
/** Azure keeps five addresses of every subnet. */
const KEPT_BY_AZURE = 5;
/** Of the overlay: every node takes this much of it, whatever runs there. */
const NODE_PREFIX = 24;
/** AKS takes a range of Services that is smaller than a /12. */
const SERVICES = { longest: 24, shortest: 13 };

/**
 * What no schema can say of a deployment on Azure, as far as files tell it.
 * @throws EnvironmentError with all that is wrong, a line each
 */
export function refuseImpossible(environment: Environment): void {
  const ranges = formProblems(environment);
  const problems = [
    ...nameProblems(environment),
    ...poolProblems(environment),
    // Of a range that is none nothing else can be said.
    ...(ranges.length > 0 ? ranges : [...overlapProblems(environment), ...sizeProblems(environment)]),
  ];
  if (problems.length === 0) return;
  throw new EnvironmentError(problems.map((problem) => `${environment.file}: ${problem}`).join("\n"));
}

function nameProblems(environment: Environment): string[] {
  const prefix = prefixOf(environment);
  if (prefix.length <= LONGEST_PREFIX) return [];
  const longest = LONGEST_PREFIX - (prefix.length - environment.name.length);
  return [
    `the file's name: found: ${environment.name}, ${environment.name.length} characters; allowed: at most ${longest}, since it is in the name under which the Kubernetes API is reached; rename the file`,
  ];
}

const poolProblems = (environment: Environment): string[] =>
  Object.entries(poolsOf(environment)).flatMap(([name, { minimum, maximum }]) => {
    const key = `azure.nodes.${name}`;
    const standard = POOL_DEFAULTS[name as PoolName].maximum;
    if (minimum > maximum) {
      return [
        `${key}: found: minimum ${minimum}, maximum ${maximum}; allowed: a minimum up to the maximum (which is ${standard} where nothing is said); raise ${key}.maximum`,
      ];
    }
    return [];
  });

/** Ranges that Azure's own addresses are taken from are of version 4. */
function formProblems(environment: Environment): string[] {
  const { endpoint } = settingsOf(environment, "azure");
  const named = [
    ...Object.entries(rangesOf(environment)).map(([key, range]) => [`azure.network.${key}`, range] as const),
    ...(endpoint?.publicRanges ?? []).map((range, i) => [`azure.endpoint.publicRanges.${i}`, range] as const),
  ];
  return named
    .filter(([, range]) => range !== PLACEHOLDER && range.includes(":"))
    .map(
      ([key, range]) =>
        `${key}: found: ${range}; allowed: an IPv4 range, such as 10.0.0.0/16: this network and the list of who may ask its API know no others`,
    );
}

function overlapProblems(environment: Environment): string[] {
  const ranges = Object.entries(rangesOf(environment));
  return ranges.flatMap(([key, range], index) => [
    ...ranges
      .slice(0, index)
      .filter(([, other]) => overlaps(range, other))
      .map(
        ([other, otherRange]) =>
          `azure.network.${key}: found: ${range}, which overlaps azure.network.${other} (${otherRange}); allowed: ranges apart from each other and from every network that this one is joined to; choose another`,
      ),
    ...RESERVED.filter((reserved) => overlaps(range, reserved)).map(
      (reserved) =>
        `azure.network.${key}: found: ${range}, which overlaps ${reserved}; allowed: anything but ${RESERVED.join(", ")}, which AKS keeps for itself; choose another`,
    ),
  ]);
}

/** Prefix length of the smallest range with so many addresses. */
const prefixFor = (addresses: number) => 32 - Math.ceil(Math.log2(addresses));

function sizeProblems(environment: Environment): string[] {
  const { range, pods, services } = rangesOf(environment);
  const nodes = mostNodes(environment);
  // Half of the range is the nodes', and the other half has at least the API server's sixteen.
  const longest = {
    range: Math.min(prefixFor(nodes + KEPT_BY_AZURE) - 1, 27),
    pods: NODE_PREFIX - Math.ceil(Math.log2(nodes)),
  };
  const because = `azure.nodes allows ${nodes} nodes while they are upgraded`;
  return [
    ...(prefixLength(range) > longest.range
      ? [
          `azure.network.range: found: ${range}; allowed: a range of /${longest.range} or larger, since ${because}; widen it, or lower azure.nodes.*.maximum`,
        ]
      : []),
    ...(prefixLength(pods) > longest.pods
      ? [
          `azure.network.pods: found: ${pods}; allowed: a range of /${longest.pods} or larger, since each node takes a /${NODE_PREFIX} and ${because}; widen it, or lower azure.nodes.*.maximum`,
        ]
      : []),
    ...(prefixLength(services) > SERVICES.longest || prefixLength(services) < SERVICES.shortest
      ? [
          `azure.network.services: found: ${services}; allowed: a range from /${SERVICES.shortest} to /${SERVICES.longest}; 172.20.0.0/16 where nothing is said`,
        ]
      : []),
  ];
}
