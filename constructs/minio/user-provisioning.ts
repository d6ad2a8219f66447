import type { Environment } from "../../environments/schema";
import { imageOf } from "../images";
import { fromSecret, job } from "../job";
import type { Secrets } from "../secrets";
import { restrictedContainer } from "../security";
import { rootSecret } from "./definition";
import { sizes } from "./sizes";
import { policyName, userSecretName, users } from "./users";

export interface UserProvisioningProps {
  readonly environment: Environment;
  readonly secrets: Secrets;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Numeric user of the image. */
  readonly user: number;
}

/**
 * Makes the user or sets its new key, gives it its one policy, and is content only when that user can list its bucket. Keys
 * travel by environment and standard input, never by an argument.
 */
const SCRIPT = `set -eu
export MC_CONFIG_DIR=/tmp/mc
export MC_HOST_root="http://$ROOT_USER:$ROOT_PASSWORD@minio:9000"
export MC_HOST_self="http://$ACCESS_KEY:$SECRET_KEY@minio:9000"
printf '%s\\n%s\\n' "$ACCESS_KEY" "$SECRET_KEY" | mc --quiet admin user add root
mc --quiet admin policy attach root "$POLICY" --user "$ACCESS_KEY" || echo "attached before"
for _ in 1 2 3 4 5 6 7 8 9 10; do mc --quiet ls "self/$BUCKET" && exit 0; sleep 2; done
echo "user $ACCESS_KEY cannot list $BUCKET" >&2
exit 1`;

/** A Job with a container for each user of the object store. */
export const userProvisioning = ({ environment, secrets, namespace, labels, user }: UserProvisioningProps) =>
  job({
    name: "minio-users",
    namespace,
    labels,
    annotations: secrets.revisions(rootSecret.name, ...users.map((each) => userSecretName(each.user))),
    user,
    containers: users.map(({ user: name, bucket, access }) => ({
      name,
      image: imageOf(environment, "minio", "client").reference,
      command: ["/bin/sh", "-c", SCRIPT],
      env: [
        fromSecret("ROOT_USER", rootSecret.name, "rootUser"),
        fromSecret("ROOT_PASSWORD", rootSecret.name, "rootPassword"),
        fromSecret("ACCESS_KEY", userSecretName(name), "accessKey"),
        fromSecret("SECRET_KEY", userSecretName(name), "secretKey"),
        { name: "BUCKET", value: bucket },
        { name: "POLICY", value: policyName({ bucket, access }) },
      ],
      resources: sizes.client,
      securityContext: restrictedContainer,
      volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
    })),
    volumes: [{ name: "tmp", emptyDir: {} }],
  });
