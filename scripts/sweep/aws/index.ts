import type { Environment } from "../../../environments/schema";
import { settingsOf } from "../../../stacks/cluster/settings";
import { CommandError } from "../../support/cli";
import { CloudCli } from "../cloud-cli";
import type { Leftover, Sweeper } from "../leftover";
import { cluster, logGroups } from "./cluster";
import { dns } from "./dns";
import { ec2 } from "./ec2";
import { loadBalancers } from "./load-balancers";
import { oursOf } from "./ours";
import { removeIn } from "./remove";
import { tagged } from "./tagged";

/** What a deployment left in its region of its account on AWS. */
export function awsSweeper(environment: Environment): Sweeper {
  const { account, region } = settingsOf(environment, "aws");
  const aws = new CloudCli(
    "aws",
    "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
    ["--region", region, "--output", "json"],
    { AWS_PAGER: "" },
  );
  const ours = oursOf(environment);
  const remove = removeIn(region);
  return {
    place: `account ${account}, region ${region}`,
    async leftovers() {
      await requireAccount(aws, environment.file, account);
      const found = await Promise.all([
        cluster(aws, ours, remove),
        loadBalancers(aws, ours, remove),
        ec2(aws, ours, remove),
        dns(aws, ours, environment),
        logGroups(aws, ours, remove),
        tagged(aws, ours, remove),
      ]);
      return once(found.flat());
    },
  };
}

/** Another account would look clean. */
async function requireAccount(aws: CloudCli, file: string, account: string): Promise<void> {
  const { Account } = await aws.ask<{ Account: string }>("sts", "get-caller-identity");
  if (Account === account) return;
  throw new CommandError(
    `${file}: aws.account: found: ${account}, while the credentials are of ${Account}; allowed: the same; set AWS_PROFILE, or log in to the other`,
  );
}

const once = (leftovers: readonly Leftover[]) =>
  leftovers.filter(
    ({ kind, id }, index) => leftovers.findIndex((each) => each.kind === kind && each.id === id) === index,
  );
