import type { Environment } from "../../environments/schema";
import { imageOf } from "../images";
import { fromSecret } from "../job";
import { addressOf } from "../own";
import { restrictedContainer } from "../security";
import { minio } from "./definition";
import { sizes } from "./sizes";
import { type UserName, userSecretName, users } from "./users";

export interface BucketCheckProps {
  readonly environment: Environment;
  readonly user: UserName;
  /** A volume of the pod that the client may write to. */
  readonly temporary: string;
}

/**
 * An init container that ends well once a user can list its bucket with the key that its secret holds in the pod's namespace: a copied
 * secret may come later than the pod, and a program that started with an old key would keep it.
 */
export function bucketCheck({ environment, user, temporary }: BucketCheckProps) {
  const { tls, host, port } = addressOf(environment, minio);
  return {
    name: "bucket-check",
    image: imageOf(environment, "minio", "client").reference,
    // A quarter of a minute with this key, then again with the one the secret holds by then.
    command: [
      "/bin/sh",
      "-c",
      `export MC_CONFIG_DIR=/tmp/mc MC_HOST_self="$SCHEME://$ACCESS_KEY:$SECRET_KEY@$STORE"
for _ in 1 2 3 4 5; do mc --quiet ls "self/$BUCKET" && exit 0; sleep 3; done; exit 1`,
    ],
    env: [
      { name: "SCHEME", value: tls ? "https" : "http" },
      { name: "STORE", value: `${host}:${port}` },
      { name: "BUCKET", value: users.find((each) => each.user === user)?.bucket },
      fromSecret("ACCESS_KEY", userSecretName(user), "accessKey"),
      fromSecret("SECRET_KEY", userSecretName(user), "secretKey"),
    ],
    resources: sizes.client,
    securityContext: restrictedContainer,
    volumeMounts: [{ name: temporary, mountPath: "/tmp" }],
  };
}
