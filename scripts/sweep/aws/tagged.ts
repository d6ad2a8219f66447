import type { CloudCli } from "../cloud-cli";
import type { Leftover } from "../leftover";
import { nameIn, type Ours, type Tag } from "./ours";
import type { Remove } from "./remove";

interface Mapping {
  readonly ResourceARN: string;
  readonly Tags: readonly Tag[];
}

/** Asked for by their own commands, which also know what is deleted already. */
const ELSEWHERE = ["ec2", "elasticloadbalancing", "eks"];

/**
 * Everything else that carries the deployment's tags: what Terraform made and did not destroy. The tagging service remembers for a while what
 * is deleted, so whatever can be asked whether it is there is asked.
 */
export async function tagged(aws: CloudCli, ours: Ours, remove: Remove): Promise<Leftover[]> {
  const { ResourceTagMappingList } = await aws.ask<{ ResourceTagMappingList: Mapping[] }>(
    ...["resourcegroupstaggingapi", "get-resources"],
  );
  const found = await Promise.all(
    ResourceTagMappingList.map(async ({ ResourceARN: arn, Tags }): Promise<Leftover[]> => {
      const because = ours.because(Tags);
      const { service, type, id } = parts(arn);
      if (because === undefined || ELSEWHERE.includes(service)) return [];
      const known = KINDS[`${service}:${type}`] ?? unknown(arn);
      if (known.there && !(await known.there(aws, id))) return [];
      const name = nameIn(Tags);
      const kept = ours.kept(Tags);
      const { kind, holdsData = false } = known;
      return [
        {
          ...{ kind, id, because, holdsData },
          ...(name === undefined ? {} : { name }),
          ...(kept === undefined ? {} : { kept }),
          remove: known.remove(id, remove),
        },
      ];
    }),
  );
  return found.flat();
}

/** `arn:partition:service:region:account:type/id`, with a colon behind some types and a star at some ends; buckets have no type. */
function parts(arn: string) {
  const [, , service = "", , , ...rest] = arn.split(":");
  const resource = rest.join(":").replace(/:\*$/, "");
  const at = resource.search(/[/:]/);
  return at < 0 || service === "s3"
    ? { service, type: "", id: resource }
    : { service, type: resource.slice(0, at), id: resource.slice(at + 1) };
}

interface Kind {
  readonly kind: string;
  readonly remove: (id: string, remove: Remove) => string;
  readonly there?: (aws: CloudCli, id: string) => Promise<boolean>;
  readonly holdsData?: boolean;
}

/** A bucket that keeps versions is empty only without these, a thousand at a time; `aws s3 rb --force` leaves them. */
function emptied(bucket: string, remove: Remove): string {
  const s3 = (command: string, ...words: readonly string[]) =>
    remove("s3api", command, "--bucket", bucket, ...words);
  const query = "{Objects: [Versions, DeleteMarkers][][].{Key: Key, VersionId: VersionId}}";
  const versions = s3("list-object-versions", "--max-items", "1000", "--output", "json", "--query", query);
  return `until ${s3("delete-bucket")}; do ${s3("delete-objects")} --delete "$(${versions})" || break; done`;
}

const KINDS: Readonly<Record<string, Kind>> = {
  "s3:": {
    kind: "bucket",
    remove: emptied,
    there: async (aws, id) =>
      (await aws.askIfThere(/\(404\)|NoSuchBucket|Not Found/, "s3api", "head-bucket", "--bucket", id)) !==
      undefined,
    holdsData: true,
  },
  "kms:key": {
    kind: "key",
    remove: (id, remove) =>
      remove("kms", "schedule-key-deletion", "--key-id", id, "--pending-window-in-days", "7"),
    there: async (aws, id) => {
      const { KeyMetadata } = await aws.ask<{ KeyMetadata: { KeyState: string } }>(
        ...["kms", "describe-key", "--key-id", id],
      );
      return !KeyMetadata.KeyState.startsWith("Pending");
    },
    holdsData: true, // whatever it has encrypted cannot be read without it
  },
  "ecr:repository": {
    kind: "image repository",
    remove: (id, remove) => remove("ecr", "delete-repository", "--repository-name", id, "--force"),
    there: async (aws, id) =>
      (await aws.askIfThere(
        /RepositoryNotFoundException/,
        ...["ecr", "describe-repositories", "--repository-names", id],
      )) !== undefined,
  },
  "logs:log-group": {
    kind: "log group",
    remove: (id, remove) => remove("logs", "delete-log-group", "--log-group-name", id),
    there: async (aws, id) => {
      const { logGroups } = await aws.ask<{ logGroups: { logGroupName: string }[] }>(
        ...["logs", "describe-log-groups", "--log-group-name-prefix", id],
      );
      return logGroups.some(({ logGroupName }) => logGroupName === id);
    },
  },
};

/** What no command of ours is known for: AWS' own says at least what it is. */
const unknown = (arn: string): Kind => ({
  kind: arn.split(":")[2] ?? "resource",
  remove: (_, remove) => remove("resourcegroupstaggingapi", "get-resources", "--resource-arn-list", arn),
});
