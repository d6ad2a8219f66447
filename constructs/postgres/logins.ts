import { fixed, generated, type SecretDefinition } from "../secrets/definition";

/** A role that logs in, and the databases it may log in to: its own, or for backup and restore all of them. */
export interface Login {
  readonly role: string;
  readonly databases: readonly string[];
  /** Roles whose rights it has. @default none but its own */
  readonly memberOf?: readonly string[];
  /** The workload that uses it, and where it runs. */
  readonly workload: string;
  readonly namespace: string;
  readonly rotation: string;
}

/** The owner of each database, which makes its tables. */
export const databases = { argo: { owner: "argo" }, ivcap: { owner: "ivcap" } } as const;

/** What backups read and a restore writes. */
const all = Object.keys(databases);
const owners = Object.values(databases).map(({ owner }) => owner);
const services = {
  databases: ["ivcap"],
  namespace: "ivcap",
  rotation:
    "CloudNativePG sets the new password; the login check waits for it; the workload takes it at its next start.",
};

/** A login per workload, behind the roles it is a member of; what it may do inside its database is granted by the migrations of that database's owner. */
export const logins = [
  {
    role: "argo",
    databases: ["argo"],
    workload: "Argo's workflow controller",
    namespace: "argo",
    rotation:
      "CloudNativePG sets the new password; Argo's login check waits for it; the controller restarts with it.",
  },
  { role: "ivcap", workload: "migrations of the ivcap database", ...services },
  { role: "api_gateway", workload: "api-gateway", ...services },
  { role: "order_dispatcher", workload: "order-dispatcher", ...services },
  { role: "data_proxy", workload: "data-proxy", ...services },
  {
    role: "backup",
    databases: all,
    memberOf: ["pg_read_all_data"],
    workload: "the dumps of each backup",
    namespace: "backup",
    rotation: "CloudNativePG sets the new password; the next backup takes it.",
  },
  {
    role: "restore",
    databases: all,
    memberOf: owners,
    workload: "a restore, which only a person starts",
    namespace: "backup",
    rotation: "CloudNativePG sets the new password; the next restore takes it.",
  },
] as const satisfies readonly Login[];

export type Role = (typeof logins)[number]["role"];

/** The secret's name says whose it is: `postgres-api-gateway`. */
export const loginSecretName = (role: Role) => `postgres-${role.replaceAll("_", "-")}`;

export const loginSecret =
  (home: string) =>
  (login: Login & { role: Role }): SecretDefinition => ({
    name: loginSecretName(login.role),
    home,
    type: "kubernetes.io/basic-auth",
    values: { username: fixed(login.role), password: generated() },
    readers: [
      { namespace: home, who: `CloudNativePG, for the role ${login.role}` },
      { namespace: login.namespace, who: login.workload },
    ],
    rotation: login.rotation,
    // The operator then sets a changed password at once: https://cloudnative-pg.io/documentation/current/labels_annotations/
    labels: { "cnpg.io/reload": "true" },
  });
