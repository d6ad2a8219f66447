import type { Environment } from "../../environments/schema";
import { imageOf } from "../images";
import { fromSecret } from "../job";
import { minio } from "../minio/definition";
import { objectsBucket, type UserName, userSecretName } from "../minio/users";
import { addressOf } from "../own";
import { postgres } from "../postgres/definition";
import { loginSecretName, type Role } from "../postgres/logins";
import { restrictedContainer } from "../security";
import type { Destination } from "./destination";
import { scriptCommand, scriptsMount } from "./scripts";
import { sizes } from "./sizes";

/** Between the steps of one job: dumps, lists, names. */
export const workVolume = (space: string) => [
  { name: "work", emptyDir: { sizeLimit: space } },
  { name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
];
const mounts = [scriptsMount, { name: "work", mountPath: "/work" }, { name: "tmp", mountPath: "/tmp" }];

interface Step {
  readonly environment: Environment;
  readonly name: string;
  readonly script: string;
  readonly env?: readonly object[];
}

/** A step in the database's own image, with a login of its own, through the pooler. */
export function databaseStep({ environment, name, script, env = [] }: Step, role: Role) {
  const { host, port } = addressOf(environment, postgres);
  return {
    name,
    image: imageOf(environment, "postgres", "postgres").reference,
    command: scriptCommand(script),
    env: [
      { name: "PGHOST", value: host },
      { name: "PGPORT", value: String(port) },
      { name: "PGSSLMODE", value: "require" },
      { name: "PGCONNECT_TIMEOUT", value: "10" },
      fromSecret("PGUSER", loginSecretName(role), "username"),
      fromSecret("PGPASSWORD", loginSecretName(role), "password"),
      ...env,
    ],
    resources: sizes.step,
    securityContext: restrictedContainer,
    volumeMounts: mounts,
  };
}

/** A step that reads or writes the destination; `user`: and the objects too, as that user of the store. */
export const copyStep = (
  { environment, name, script, env = [] }: Step,
  destination: Destination,
  { user, readOnly = false }: { readonly user?: UserName; readonly readOnly?: boolean } = {},
) => ({
  name,
  image: imageOf(environment, "backup", "rclone").reference,
  command: scriptCommand(script),
  env: [
    { name: "HOME", value: "/tmp" },
    { name: "RCLONE_CONFIG", value: "/notfound" }, // rclone's word for none: all of it is in these variables
    ...destination.env,
    ...(user === undefined ? [] : store(environment, user)),
    ...env,
  ],
  resources: sizes.step,
  securityContext: restrictedContainer,
  volumeMounts: [
    ...mounts,
    ...destination.mounts.map((mount) => (readOnly ? { ...mount, readOnly } : mount)),
  ],
});

/** The remote `store:`, where the objects are. */
const store = (environment: Environment, user: UserName) => [
  { name: "BUCKET", value: objectsBucket },
  { name: "RCLONE_CONFIG_STORE_TYPE", value: "s3" },
  { name: "RCLONE_CONFIG_STORE_PROVIDER", value: "Minio" },
  { name: "RCLONE_CONFIG_STORE_ENDPOINT", value: addressOf(environment, minio).url },
  { name: "RCLONE_CONFIG_STORE_NO_CHECK_BUCKET", value: "true" }, // it may not make one
  fromSecret("RCLONE_CONFIG_STORE_ACCESS_KEY_ID", userSecretName(user), "accessKey"),
  fromSecret("RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY", userSecretName(user), "secretKey"),
];
