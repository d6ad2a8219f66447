import { policyName, type User, users } from "./users";

const READ = { bucket: ["s3:GetBucketLocation", "s3:ListBucket"], objects: ["s3:GetObject"] };
const WRITE = {
  bucket: ["s3:ListBucketMultipartUploads"],
  objects: ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
};

/** Rights in one bucket, as the chart takes them. */
const policy = ({ bucket, access }: Pick<User, "bucket" | "access">) => {
  const granted = (on: keyof typeof READ) => [...READ[on], ...(access === "read-write" ? WRITE[on] : [])];
  return {
    name: policyName({ bucket, access }),
    statements: [
      { resources: [`arn:aws:s3:::${bucket}`], actions: granted("bucket") },
      { resources: [`arn:aws:s3:::${bucket}/*`], actions: granted("objects") },
    ],
  };
};

/** Each policy that some user has, once. */
export const policies = [...new Map(users.map((user) => [policyName(user), policy(user)])).values()];

export const buckets = [...new Set(users.map(({ bucket }) => bucket))];
