import { releasesOf } from "../../scripts/support/releases";
import { stack } from "../support/stacks";

const values = (name: string) => {
  const found = releasesOf(stack(`${name}-platform`)).find((each) => each.name === "loki");
  if (!found) throw new Error(`no release loki in ${name}`);
  return found.values;
};

test("logs go to the cloud's bucket by the pod's identity, without a key and without a look at MinIO", () => {
  const found = values("aws-complete");
  expect(found).toMatchObject({
    loki: {
      storage: {
        bucketNames: { chunks: "ivcap-aws-complete-210987654321-logs" },
        s3: { endpoint: "s3.ap-southeast-2.amazonaws.com", region: "ap-southeast-2" },
      },
    },
    serviceAccount: { automountServiceAccountToken: false },
  });
  expect(found.singleBinary).not.toHaveProperty("initContainers");
  expect(JSON.stringify(found)).not.toMatch(/S3_SECRET_KEY|accessKey/);
});

test("logs go to MinIO by the keys of its user, where objects are there", () => {
  expect(values("azure-complete")).toMatchObject({
    loki: { storage: { s3: { endpoint: "minio.minio.svc.cluster.local:9000" } } },
    singleBinary: { initContainers: [{ name: "bucket-check" }] },
  });
});
