import type { StateHome } from "../../stacks/state";
import { compared, holds, type Part } from "./part";
import type { BucketCli } from "./s3-cli";

interface Statement {
  readonly Sid?: string;
  readonly [key: string]: unknown;
}

/** Refusals only: whom it lets in is said by the identities' own policies. */
const statements = (bucket: string): Statement[] => {
  const arn = `arn:aws:s3:::${bucket}`;
  const everyone = { AWS: "*" };
  return [
    {
      Sid: "OnlyByTls",
      Effect: "Deny",
      Principal: everyone,
      Action: "s3:*",
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "StatesStay", // who means it takes this statement away first
      Effect: "Deny",
      Principal: everyone,
      Action: ["s3:DeleteBucket", "s3:DeleteObjectVersion"],
      Resource: [arn, `${arn}/*`],
    },
  ];
};

/** Our statements among whatever the site's own are. */
export function policyPart({ bucket }: Extract<StateHome, { backend: "s3" }>, aws: BucketCli): Part {
  const wanted = statements(bucket);
  const found = async (): Promise<Statement[] | undefined> => {
    const said = (await aws.ask("get-bucket-policy")) as { Policy: string } | undefined;
    return said && (JSON.parse(said.Policy) as { Statement: Statement[] }).Statement;
  };
  return {
    what: `policy of ${bucket}: TLS only, nothing is deleted for good`,
    async look() {
      const there = await found();
      return compared(
        there,
        wanted.every((ours) => there?.some((theirs) => holds(spelt(theirs), spelt(ours)))),
      );
    },
    async make() {
      const others = ((await found()) ?? []).filter(({ Sid }) => !wanted.some((ours) => ours.Sid === Sid));
      await aws.set("put-bucket-policy", "policy", {
        Version: "2012-10-17",
        Statement: [...others, ...wanted],
      });
    },
  };
}

/** One spelling of several: S3 gives `{"AWS": "*"}` back as `"*"`, and may order a list anew. */
const spelt = (statement: Statement): Statement =>
  Object.fromEntries(
    Object.entries(statement).map(([key, value]) => [
      key,
      Array.isArray(value) ? [...value].sort() : key === "Principal" && value === "*" ? { AWS: "*" } : value,
    ]),
  );
