import type { ObjectStore } from "../../stacks/cluster/access";
import type { ComponentProps } from "../component";
import { fromSecret } from "../job";
import { bucketCheck } from "../minio/bucket-check";
import { minio } from "../minio/definition";
import { userSecretName, users } from "../minio/users";
import { cloudStore } from "../object-store";
import { addressOf } from "../own";

const secret = userSecretName("loki");

/** Where chunks and index are, and by what Loki may write there, as its chart takes it. */
export function storeValues(props: ComponentProps) {
  const cloud = cloudStore(props.environment, props.cluster);
  return cloud ? byIdentity(cloud, props) : byKeys(props);
}

/** The cloud's store: the pod is an identity that may use one bucket. */
function byIdentity({ endpoint, region, buckets }: ObjectStore, { cluster }: ComponentProps) {
  const { serviceAccountAnnotations, podLabels } = cluster.identityOf("loki");
  return {
    storage: { bucketNames: { chunks: buckets.logs }, s3: { endpoint: new URL(endpoint).host, region } },
    loki: {},
    singleBinary: has(podLabels) ? { podLabels } : {},
    serviceAccount: has(serviceAccountAnnotations) ? { annotations: serviceAccountAnnotations } : {},
  };
}

/** MinIO, or the site's own store: a user's keys. */
function byKeys({ environment, secrets }: ComponentProps) {
  const store = addressOf(environment, minio);
  return {
    storage: {
      bucketNames: { chunks: users.find(({ user }) => user === "loki")?.bucket },
      s3: {
        endpoint: `${store.host}:${store.port}`,
        region: "us-east-1", // the name that MinIO answers to
        s3ForcePathStyle: true,
        insecure: !store.tls,
        // Loki itself reads these from its environment.
        accessKeyId: "${S3_ACCESS_KEY}",
        secretAccessKey: "${S3_SECRET_KEY}",
      },
    },
    loki: { podAnnotations: secrets.revisions(secret) },
    singleBinary: {
      initContainers: [bucketCheck({ environment, user: "loki", temporary: "temp" })],
      extraEnv: [
        fromSecret("S3_ACCESS_KEY", secret, "accessKey"),
        fromSecret("S3_SECRET_KEY", secret, "secretKey"),
      ],
    },
    serviceAccount: {},
  };
}

const has = (entries: Readonly<Record<string, string>>) => Object.keys(entries).length > 0;
