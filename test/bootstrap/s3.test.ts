import type { Environment } from "../../environments/schema";
import { s3Parts } from "../../scripts/bootstrap/s3";
import { stateHomeOf } from "../../stacks/state";
import { environmentOf } from "../support/environments";
import { type Command, cloud, type Memory, Refusal, said, words } from "./cloud";

const ACCOUNT = "210987654321";
const BUCKET = `ivcap-site-${ACCOUNT}-state`;
const environment: Environment = {
  ...environmentOf({ name: "aws-complete" }),
  name: "site",
  file: "site.yaml",
  state: { backend: "s3", region: "eu-west-1" },
};

/** Settings of a bucket that S3 gives back with something around them. */
const WRAPPED: Record<string, string> = {
  "public-access-block": "PublicAccessBlockConfiguration",
  "bucket-ownership-controls": "OwnershipControls",
  "bucket-encryption": "ServerSideEncryptionConfiguration",
};
const MISSING: Record<string, string> = {
  "bucket-policy": "NoSuchBucketPolicy",
  "bucket-tagging": "NoSuchTagSet",
  "bucket-lifecycle": "NoSuchLifecycleConfiguration",
  "public-access-block": "NoSuchPublicAccessBlockConfiguration",
  "bucket-ownership-controls": "OwnershipControlsNotFoundError",
  "bucket-encryption": "ServerSideEncryptionConfigurationNotFoundError",
};
const refuse = (code: string): never => {
  throw new Refusal(`An error occurred (${code}) when calling the operation`);
};

/** S3 with one account: settings are kept as they are put. */
function answer({ args, memory, value }: Command): unknown {
  const [service, verb = ""] = args;
  if (service === "--version") return undefined;
  if (service === "sts")
    return memory.signedOut ? refuse("ExpiredToken") : { Account: memory.account ?? ACCOUNT };
  if (verb === "head-bucket")
    return memory.foreign ? refuse("403") : memory.bucket ? undefined : refuse("404");
  if (verb === "create-bucket") {
    memory.bucket = value("--bucket");
    return {};
  }
  if (!memory.bucket) return refuse("NoSuchBucket");
  const [action, ...rest] = verb.split("-");
  const setting = rest.join("-").replace("-configuration", "");
  if (action === "put") {
    memory[setting] = JSON.parse(args[3] ?? "");
    return undefined;
  }
  const found = memory[setting];
  if (setting === "bucket-versioning") return found; // nothing at all where it never was on
  if (found === undefined) return refuse(MISSING[setting] ?? "");
  if (setting === "bucket-policy") return { Policy: JSON.stringify(found) };
  return WRAPPED[setting] ? { [WRAPPED[setting]]: found } : found;
}

function site() {
  const s3 = cloud(answer);
  const home = stateHomeOf(environment);
  if (home.backend !== "s3") throw new Error("no bucket");
  return { ...s3, bootstrap: (agreed = true) => said(s3Parts(home, environment, s3.runner), agreed) };
}
const changing = (commands: readonly string[]) => commands.filter((each) => /^s3api (put|create)/.test(each));

test("the first run makes a bucket that is versioned, encrypted, private and not deleted; the second changes nothing and says so", async () => {
  const { bootstrap, commands, memory } = site();
  const first = await bootstrap();
  expect(first[0]).toBe(`made   bucket ${BUCKET} in eu-west-1`);
  expect(words(first)).toEqual(["made"]);
  expect(commands()).toContain(
    `s3api create-bucket --object-ownership BucketOwnerEnforced --create-bucket-configuration {"LocationConstraint":"eu-west-1"} --bucket ${BUCKET} --region eu-west-1 --output json`,
  );
  expect(memory).toMatchObject({
    bucket: BUCKET,
    "bucket-versioning": { Status: "Enabled" },
    "public-access-block": {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
    "bucket-encryption": { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }] },
    "bucket-policy": {
      Statement: [
        { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
        { Effect: "Deny", Action: ["s3:DeleteBucket", "s3:DeleteObjectVersion"] },
      ],
    },
    "bucket-tagging": { TagSet: expect.arrayContaining([{ Key: "owner", Value: "owner-of-aws" }]) },
  });

  const second = await bootstrap(false); // nothing to agree to
  expect(words(second)).toEqual(["ok"]);
  expect(second).toHaveLength(first.length + 1);
  expect(second.at(-1)).toBe("nothing was changed");
  expect(changing(commands())).toEqual([]);
});

test("every command about the bucket but the one that makes it refuses somebody else's", async () => {
  const { bootstrap, commands } = site();
  await bootstrap();
  for (const command of commands().filter((each) => /^s3api (?!create)/.test(each))) {
    expect(command).toContain(`--expected-bucket-owner ${ACCOUNT}`);
  }
});

test.each<[string, (memory: Memory) => void, string]>([
  [
    "versioning that is switched off",
    (memory) => Object.assign(memory, { "bucket-versioning": { Status: "Suspended" } }),
    "mended versions",
  ],
  [
    "a removed block of public access",
    (memory) => delete memory["public-access-block"],
    "made   no public access",
  ],
  [
    "a block of public access with a gap",
    (memory) => Object.assign(memory["public-access-block"] as object, { BlockPublicPolicy: false }),
    "mended no public access",
  ],
  [
    "a policy without TLS",
    (memory) => Object.assign(memory, { "bucket-policy": { Statement: [{ Sid: "StatesStay" }] } }),
    "mended policy",
  ],
  ["a removed policy", (memory) => delete memory["bucket-policy"], "made   policy"],
  [
    "versions that are never removed",
    (memory) => delete memory["bucket-lifecycle"],
    "made   end of old versions",
  ],
])("%s is found and mended, and nothing else is touched", async (_, spoil, line) => {
  const { bootstrap, commands, memory } = site();
  await bootstrap();
  spoil(memory);
  commands();
  expect(await bootstrap()).toContainEqual(expect.stringContaining(`${line} of ${BUCKET}`));
  expect(changing(commands())).toHaveLength(1);
  expect(await bootstrap(false)).toContain("nothing was changed");
});

test("statements and tags of the site's own stay", async () => {
  const { bootstrap, memory } = site();
  await bootstrap();
  const theirs = {
    Sid: "Auditors",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::1:root" },
    Action: "s3:GetObject",
  };
  memory["bucket-policy"] = { Statement: [theirs] };
  memory["bucket-tagging"] = { TagSet: [{ Key: "cost-centre", Value: "7" }] };
  await bootstrap();
  expect(memory["bucket-policy"]).toMatchObject({
    Statement: [theirs, { Sid: "OnlyByTls" }, { Sid: "StatesStay" }],
  });
  expect(memory["bucket-tagging"]).toMatchObject({
    TagSet: expect.arrayContaining([
      { Key: "cost-centre", Value: "7" },
      { Key: "layer", Value: "state" },
    ]),
  });
});

test("the spelling in which S3 gives a policy back is no change", async () => {
  const { bootstrap, memory } = site();
  await bootstrap();
  for (const statement of (memory["bucket-policy"] as { Statement: Memory[] }).Statement) {
    statement.Principal = "*";
    if (Array.isArray(statement.Resource)) statement.Resource.reverse();
  }
  expect(await bootstrap(false)).toContain("nothing was changed");
});

test.each<[string, Memory, RegExp]>([
  [
    "another account than the environment's",
    { account: "999999999999" },
    /^site\.yaml: aws is signed in elsewhere; found: Account 999999999999; allowed: 210987654321; .*AWS_PROFILE/,
  ],
  [
    "a bucket of that name that is somebody else's",
    { foreign: true },
    /^bucket ivcap-site-.*: found: .*\(403\).*; allowed: .*name another by state\.bucket/,
  ],
  [
    "nobody signed in",
    { signedOut: true },
    /^aws: nobody is signed in: .*ExpiredToken.*; sign in: aws sso login/,
  ],
])("%s is refused, and nothing is made", async (_, found, message) => {
  const { bootstrap, commands, memory } = site();
  Object.assign(memory, found);
  await expect(bootstrap()).rejects.toThrow(message);
  expect(changing(commands())).toEqual([]);
});

test("without agreement and a terminal it says what is to be made, and makes nothing", async () => {
  const { bootstrap, commands } = site();
  await expect(bootstrap(false)).rejects.toThrow(
    /^To be made: bucket ivcap-site-.*, no access lists of .*There is no terminal to ask: say --yes$/,
  );
  expect(changing(commands())).toEqual([]);
});
