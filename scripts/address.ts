import { ownOrOurs } from "../constructs/own";
import type { Environment } from "../environments/schema";
import { accessOf } from "../stacks/cluster";
import { urlOf } from "../stacks/platform/outputs";
import { gatewayAddresses } from "./address/gateway";
import { lookUp, ofTheWorld, ofThisMachine } from "./address/lookup";
import { recordsFor } from "./address/records";
import { CommandError, main, optionsOf } from "./support/cli";
import { environmentNamed } from "./support/deployment";
import { requireContext, requireKubectl } from "./support/requirements";
import { table } from "./support/table";

const USAGE = "npm run address -- --env NAME";

/** Where the gateway answers, the DNS records that lead there, and whether they do already. */
void main(async () => {
  const { env } = optionsOf({ env: { type: "string" } }, USAGE);
  const environment = environmentNamed(env, USAGE);
  refuseOwnWayIn(environment);
  await requireKubectl();
  const access = accessOf(environment);
  const addresses = await gatewayAddresses(await requireContext(access.context, access.operator?.kubeconfig));
  const resolver = access.gateway.serviceType === "NodePort" ? ofThisMachine : ofTheWorld();
  const records = recordsFor(environment, addresses);
  const seen = await Promise.all(records.map((record) => lookUp(record, resolver)));
  const rows = records.map(({ hostname, type, value }, index) => [hostname, type, value, seen[index] ?? ""]);
  console.log(`${urlOf(environment, access)}\n`);
  console.log(table(["name", "record", "value", "DNS now"], rows));
  console.log(`\n${howTo(environment)}`);
  return 0;
});

function refuseOwnWayIn(environment: Environment): void {
  if (ownOrOurs(environment, "gateway").install !== false) return;
  throw new CommandError(
    `${environment.file}: components.gateway.install: found: false; the way in is the site's own, and so is its address`,
  );
}

function howTo(environment: Environment): string {
  const { dns } = environment;
  if (accessOf(environment).gateway.serviceType === "NodePort") {
    return "The ports are the node's own. Where its ports are published on this machine, the names lead here instead (docs/operations, Reach it).";
  }
  return dns?.records === "managed"
    ? `external-dns makes these in the zone ${dns.zone}.`
    : "Enter these where the zone is kept; ALIAS is the kind of your DNS that follows a name at the top of a zone.";
}
