import { EnvironmentError, PLACEHOLDER } from "../../../environments/load";
import type { Environment } from "../../../environments/schema";
import { settingsOf } from "../settings";
import { ZONES } from "./network";

/**
 * Where the control plane cannot stand in the first three zones, by their numbers: in `us-east-1` zone 3 is refused by EKS, in Tokyo it
 * takes no new customers. https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
const NUMBERS: Readonly<Record<string, readonly number[]>> = {
  "ap-northeast-1": [1, 2, 4],
  "ca-central-1": [1, 2, 4],
  "cn-north-1": [1, 2, 4],
  "us-east-1": [1, 2, 4],
  "us-west-1": [1, 3],
};

/**
 * The ids of the zones that everything stands in, such as `euw1-az1`. Ids, since a letter means another place in each account; from a
 * table and not asked of AWS, so that a plan of addresses, and a plan, can be made without an account.
 * https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
 */
export function zonesOf(environment: Environment): readonly string[] {
  const { region, zones } = settingsOf(environment, "aws");
  if (zones !== undefined) return zones;
  if (region === PLACEHOLDER) return [1, 2, 3].map((number) => `${PLACEHOLDER}-${number}`);
  return (NUMBERS[region] ?? [1, 2, 3]).map((number) => `${codeOf(region)}-az${number}`);
}

/** `euw1` of `eu-west-1`, `apse2` of `ap-southeast-2`. */
const codeOf = (region: string) =>
  region.replace(/north|south|east|west|central|gov/g, ([first = ""]) => first).replaceAll("-", "");

/** @throws EnvironmentError where the zones are not three different ones */
export function refuseZones(environment: Environment): void {
  const zones = zonesOf(environment);
  if (zones.length === ZONES && new Set(zones).size === ZONES) return;
  const { region, zones: said } = settingsOf(environment, "aws");
  throw new EnvironmentError(
    said === undefined
      ? `${environment.file}: aws.region: found: ${region}, where EKS stands in ${zones.length} zones; allowed: a region with ${ZONES}; choose another, or name ${ZONES} zones in aws.zones if your account has them`
      : `${environment.file}: aws.zones: found: ${zones.join(", ")}; allowed: ${ZONES} different ids of zones; leave the key out for the usual ones`,
  );
}
