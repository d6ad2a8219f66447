import { chmodSync } from "node:fs";
import { join } from "node:path";
import { folderWith, MINIMAL } from "../support/environment-folder";
import { program } from "../support/program";

const AWS = `target: aws
domain: site.example.org
aws: { account: "123456789012", region: eu-west-1 }
tls: { email: a@example.org }
`;

const BUCKET = "arn:aws:s3:::ivcap-site-123456789012-state";

/** What bootstrap says of an environment on a machine with these programs. */
async function bootstrap(
  environment: string,
  programs: Record<string, string> = {},
  args = ["--env", "site", "--yes"],
) {
  const folder = folderWith({
    "bin/.keep": "",
    ...Object.fromEntries(Object.entries(programs).map(([name, script]) => [`bin/${name}`, script])),
    "environments/site.yaml": environment,
  });
  for (const name of Object.keys(programs)) chmodSync(join(folder, "bin", name), 0o755);
  return program("scripts/bootstrap.ts", args, {
    PATH: join(folder, "bin"),
    IVCAP_ENVIRONMENTS: join(folder, "environments"),
  });
}

test.concurrent.each<[string, string, RegExp, string[]?]>([
  [
    "a state that is a file",
    MINIMAL,
    /site\.yaml: state\.backend: found: local; allowed: s3, azurerm; nothing to make/,
  ],
  [
    "values that are still open",
    AWS.replace('"123456789012"', "CHANGE-ME"),
    /site\.yaml: still CHANGE-ME: aws\.account/,
  ],
  [
    "no command of the cloud on this machine",
    AWS,
    /^aws is missing: install it \(pip install awscli, or https:.*\)/,
  ],
  ["no environment named", AWS, /^--env is missing; usage: npm run bootstrap/, []],
])("bootstrap with %s ends with one line and exit code 1", async (_, environment, message, args) => {
  const { code, stdout, stderr } = await bootstrap(environment, {}, args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(message)]);
});

test.concurrent("bootstrap of a bucket that is as it should be says so line by line, and what comes next", async () => {
  const policy = JSON.stringify({
    Statement: [
      {
        Sid: "OnlyByTls",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [BUCKET, `${BUCKET}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "StatesStay",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:DeleteBucket", "s3:DeleteObjectVersion"],
        Resource: [BUCKET, `${BUCKET}/*`],
      },
    ],
  });
  const aws = `#!/bin/sh
case "$*" in
  sts*) echo '{"Account":"123456789012"}' ;;
  *get-public-access-block*) echo '{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"IgnorePublicAcls":true,"BlockPublicPolicy":true,"RestrictPublicBuckets":true}}' ;;
  *get-bucket-ownership-controls*) echo '{"OwnershipControls":{"Rules":[{"ObjectOwnership":"BucketOwnerEnforced"}]}}' ;;
  *get-bucket-versioning*) echo '{"Status":"Enabled"}' ;;
  *get-bucket-encryption*) echo '{"ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"AES256"}}]}}' ;;
  *get-bucket-lifecycle*) echo '{"Rules":[{"ID":"old-versions","Status":"Enabled","Filter":{"Prefix":""},"NoncurrentVersionExpiration":{"NoncurrentDays":365},"Expiration":{"ExpiredObjectDeleteMarker":true},"AbortIncompleteMultipartUpload":{"DaysAfterInitiation":7}}]}' ;;
  *get-bucket-policy*) echo '${JSON.stringify({ Policy: policy }).replaceAll("\\", "\\\\")}' ;;
  *get-bucket-tagging*) echo '{"TagSet":[{"Key":"platform","Value":"ivcap"},{"Key":"environment","Value":"site"},{"Key":"layer","Value":"state"},{"Key":"owner","Value":"ivcap"}]}' ;;
  *put-*|*create-*) echo "nothing may be changed" >&2; exit 1 ;;
esac
`;
  const { code, stdout, stderr } = await bootstrap(AWS, { aws }, ["--env", "site"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("ok     bucket ivcap-site-123456789012-state in eu-west-1\n");
  expect(stdout).toMatch(/nothing was changed\nnext: {2}npm run preflight -- --env site\n$/);
});
