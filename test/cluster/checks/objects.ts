import { imageOf } from "../../../constructs/images";
import { userSecretName } from "../../../constructs/minio/users";
import { inPod } from "../../../scripts/support/probe-pod";
import type { Context } from "../context";
import { expect } from "../report";

/** An object goes in and comes back with its workload's user; another workload's user is refused. */
export async function checkObjects({ report, kubectl, environment }: Context): Promise<void> {
  const script = `export MC_CONFIG_DIR=/tmp/mc MC_HOST_own="http://$OWN_KEY:$OWN_SECRET@minio:9000" MC_HOST_other="http://$OTHER_KEY:$OTHER_SECRET@minio:9000"
echo "some bytes" | mc --quiet pipe own/ivcap-objects/test/object >/dev/null && echo "read: $(mc --quiet cat own/ivcap-objects/test/object)"
mc --quiet cat other/ivcap-objects/test/object 2>&1 | sed 's/^/other: /'
mc --quiet rm own/ivcap-objects/test/object >/dev/null && echo removed`;
  const key = (name: string, secret: string, field: string) => ({
    name,
    valueFrom: { secretKeyRef: { name: secret, key: field } },
  });
  await report.check(
    "an object goes into MinIO and comes back with its workload's user, and another user is refused",
    async () => {
      const printed = await inPod(kubectl, {
        name: `objects-${Date.now().toString(36)}`,
        namespace: "minio",
        labels: { "app.kubernetes.io/name": "minio-users" },
        image: imageOf(environment, "minio", "client").reference,
        command: script,
        env: [
          key("OWN_KEY", userSecretName("ivcap"), "accessKey"),
          key("OWN_SECRET", userSecretName("ivcap"), "secretKey"),
          key("OTHER_KEY", userSecretName("loki"), "accessKey"),
          key("OTHER_SECRET", userSecretName("loki"), "secretKey"),
        ],
      });
      expect(
        printed.includes("read: some bytes") && printed.includes("removed"),
        `the object did not come back: ${printed}`,
      );
      expect(
        /other: .*(Access Denied|Insufficient permissions)/.test(printed),
        `another user was not refused: ${printed}`,
      );
    },
  );
}
