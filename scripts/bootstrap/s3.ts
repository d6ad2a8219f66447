import type { Environment } from "../../environments/schema";
import { tagsOf } from "../../stacks/cluster/tags";
import type { StateHome } from "../../stacks/state";
import { awsCli, awsSignIn } from "../../stacks/tools";
import { CommandError } from "../support/cli";
import { run } from "../support/command";
import { type Runner, requireSignIn, requireTool } from "../support/tools";
import { compared, holds, type Part, type Parts } from "./part";
import { BucketCli } from "./s3-cli";
import { policyPart } from "./s3-policy";

type Home = Extract<StateHome, { backend: "s3" }>;

/**
 * A bucket for states: nobody reaches it but identities of the account, by TLS; every version of a state is kept for a time; and neither
 * it nor a version goes while its policy stands. Encrypted by S3's own keys: a state holds no secret, and a key of ours would be one more thing
 * whose loss loses all of them. Locks are files beside the states (`use_lockfile`), so that no table is needed.
 */
export async function s3Parts(home: Home, environment: Environment, runner: Runner = run): Promise<Parts> {
  await requireTool(awsCli, runner);
  await requireSignIn(awsSignIn(home.account), environment.file, runner);
  const { bucket, region, account } = home;
  const aws = new BucketCli(bucket, region, account, runner);
  return [
    bucketPart(home, aws, new BucketCli(bucket, region, undefined, runner)),
    ...settings.map(({ what, get, put, argument, wanted }) => ({
      what: `${what} of ${bucket}`,
      async look() {
        const found = await aws.ask(get);
        return compared(found, holds(found, reply(argument, wanted)));
      },
      make: () => aws.set(put, argument, wanted),
    })),
    policyPart(home, aws),
    tagsPart(home, environment, aws),
  ];
}

/** @param maker the same without its owner, which making one does not take */
function bucketPart({ bucket, region }: Home, aws: BucketCli, maker: BucketCli): Part {
  return {
    what: `bucket ${bucket} in ${region}`,
    async look() {
      const { code, stderr } = await aws.run("s3api", "head-bucket");
      if (code === 0) return "ok";
      if (/\(404\)|NoSuchBucket/.test(stderr)) return "missing";
      throw new CommandError(
        `bucket ${bucket}: found: ${stderr.trim().split("\n").pop()}; allowed: a bucket of this account in ${region}, or none; name another by state.bucket, or its region by state.region`,
      );
    },
    make: () =>
      maker.must(
        ...["s3api", "create-bucket", "--object-ownership", "BucketOwnerEnforced"],
        // The first region is the default, and may not be named.
        ...(region === "us-east-1"
          ? []
          : ["--create-bucket-configuration", JSON.stringify({ LocationConstraint: region })]),
      ),
  };
}

/** Days for which a state that was replaced is kept. */
const KEPT = 365;

/** Each is asked for and set as a whole. */
const settings = [
  {
    what: "no access lists",
    get: "get-bucket-ownership-controls",
    put: "put-bucket-ownership-controls",
    argument: "ownership-controls",
    wanted: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
  },
  {
    what: "no public access",
    get: "get-public-access-block",
    put: "put-public-access-block",
    argument: "public-access-block-configuration",
    wanted: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  },
  {
    what: "versions",
    get: "get-bucket-versioning",
    put: "put-bucket-versioning",
    argument: "versioning-configuration",
    wanted: { Status: "Enabled" },
  },
  {
    what: "encryption",
    get: "get-bucket-encryption",
    put: "put-bucket-encryption",
    argument: "server-side-encryption-configuration",
    wanted: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }] },
  },
  {
    what: "end of old versions",
    get: "get-bucket-lifecycle-configuration",
    put: "put-bucket-lifecycle-configuration",
    argument: "lifecycle-configuration",
    wanted: {
      Rules: [
        {
          ID: "old-versions",
          Status: "Enabled",
          Filter: { Prefix: "" },
          NoncurrentVersionExpiration: { NoncurrentDays: KEPT },
          Expiration: { ExpiredObjectDeleteMarker: true }, // what each lock that was taken off leaves behind
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        },
      ],
    },
  },
] as const;

/** What S3 wraps around a setting when it is asked for it. */
const WRAPPED: Readonly<Record<string, string>> = {
  "ownership-controls": "OwnershipControls",
  "public-access-block-configuration": "PublicAccessBlockConfiguration",
  "server-side-encryption-configuration": "ServerSideEncryptionConfiguration",
};
const reply = (argument: string, wanted: object): object =>
  WRAPPED[argument] === undefined ? wanted : { [WRAPPED[argument]]: wanted };

/** Ours among whatever the site's own are: the command sets all of them. */
function tagsPart({ bucket }: Home, environment: Environment, aws: BucketCli): Part {
  const wanted = tagsOf(environment, "state");
  const found = async () => {
    const said = (await aws.ask("get-bucket-tagging")) as
      | { TagSet: { Key: string; Value: string }[] }
      | undefined;
    return said && Object.fromEntries(said.TagSet.map(({ Key, Value }) => [Key, Value]));
  };
  return {
    what: `tags of ${bucket}`,
    async look() {
      const tags = await found();
      return compared(tags, holds(tags, wanted));
    },
    async make() {
      const all = Object.entries({ ...(await found()), ...wanted });
      const TagSet = all.map(([Key, Value]) => ({ Key, Value }));
      await aws.set("put-bucket-tagging", "tagging", { TagSet });
    },
  };
}
