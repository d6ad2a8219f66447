import type { CloudWorkload } from "../../../constructs/cloud-workload";
import { EnvironmentError, PLACEHOLDER } from "../../../environments/load";
import type { Environment } from "../../../environments/schema";
import { prefixLength } from "../addresses";
import { settingsOf } from "../settings";
import { bucketsOf } from "./buckets";
import { namesOf } from "./names";
import { refuseZones } from "./network-zones";

/**
 * What the cloud would refuse half-way through an apply, or worse, take. Ranges that cannot be cut are refused where they are (network-ranges.ts).
 * @throws EnvironmentError
 */
export function refuse(environment: Environment, workloads: readonly CloudWorkload[]): void {
  refuseZones(environment);
  refusePublicRanges(environment);
  refuseNames(environment, workloads);
}

/** The least prefix of who may ask the API from outside: two halves of the internet are the internet. */
const LEAST_PREFIX = 8;

function refusePublicRanges(environment: Environment): void {
  const ranges = settingsOf(environment, "aws").endpoint?.publicRanges ?? [];
  ranges.forEach((range, index) => {
    if (range === PLACEHOLDER || prefixLength(range) >= LEAST_PREFIX) return;
    throw new EnvironmentError(
      `${environment.file}: aws.endpoint.publicRanges.${index}: found: ${range}; allowed: ranges of /${LEAST_PREFIX} to /32; name the addresses of your offices or VPN, or leave the key out for an API that answers inside only`,
    );
  });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function refuseNames(environment: Environment, workloads: readonly CloudWorkload[]): void {
  const names = namesOf(environment);
  const longest = [
    ...bucketsOf(environment).map((of) => ({ what: "bucket", limit: 63, name: names.bucket(of) })),
    ...["cluster", "node", "flow-logs", ...workloads.map(({ name }) => name)].map((of) => ({
      what: "role",
      limit: 64,
      name: names.role(of),
    })),
  ].sort((one, other) => one.limit - one.name.length - (other.limit - other.name.length))[0];
  if (longest === undefined || longest.name.length <= longest.limit) return;
  const over = longest.name.length - longest.limit;
  throw new EnvironmentError(
    `${environment.file}: the file's name: found: ${environment.name}, of ${environment.name.length} characters; allowed: at most ${environment.name.length - over}, since the ${longest.what} ${longest.name} may have ${longest.limit}; rename the file`,
  );
}
