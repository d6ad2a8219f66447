import { Construct } from "constructs";
import { componentRelease } from "../chart-release";
import type { ComponentProps } from "../component";
import { imageOf } from "../images";
import { Manifests } from "../manifests";
import { keptByHelm } from "../protection";
import { clusterName, loginCheckPods, postgres } from "./definition";
import { loginCheck } from "./login-check";
import { databases, type Login, loginSecretName, logins, type Role } from "./logins";
import { instancesOf, POOLERS, sizes, storageOf } from "./sizes";

export type PostgresProps = ComponentProps;

const defaults = ({ environment, cluster, isProtected, storageClassName }: PostgresProps) => {
  return {
    fullnameOverride: clusterName,
    version: { postgresql: "17" },
    cluster: {
      ...(isProtected ? { annotations: keptByHelm } : {}),
      instances: instancesOf(environment),
      imageName: imageOf(environment, "postgres", "postgres").reference,
      storage: { size: storageOf(environment), storageClass: storageClassName },
      affinity: { topologyKey: cluster.spreadKey },
      resources: sizes.instance,
      enableSuperuserAccess: false,
      initdb: {
        database: "ivcap",
        owner: databases.ivcap.owner,
        secret: { name: loginSecretName(databases.ivcap.owner) },
      },
      roles: logins
        .filter(({ role }) => role !== databases.ivcap.owner) // made by initdb
        .map(({ role, memberOf }: Login & { role: Role }) => ({
          name: role,
          ensure: "present",
          login: true,
          ...(memberOf ? { inRoles: memberOf } : {}),
          passwordSecret: { name: loginSecretName(role) },
        })),
      postgresql: {
        parameters: { max_connections: "200" },
        // Each role for its own databases, over TLS; what is not named is refused. The operator's own rules come first.
        pg_hba: [
          ...logins.map(({ role, databases }) => `hostssl ${databases.join(",")} ${role} all scram-sha-256`),
          "host all all all reject",
        ],
      },
    },
    databases: [{ name: "argo", owner: databases.argo.owner }],
    poolers: [
      {
        name: "rw",
        poolMode: "session", // prepared statements and advisory locks work as without a pooler
        instances: POOLERS,
        parameters: { max_client_conn: "500", default_pool_size: "25" },
        template: {
          metadata: {},
          spec: {
            containers: [
              {
                name: "pgbouncer",
                image: imageOf(environment, "postgres", "pooler").reference,
                resources: sizes.pooler,
              },
            ],
          },
        },
      },
    ],
  };
};

/** The Postgres cluster with a pooler in front. Ready when every login works, with its present password. */
export class Postgres extends Construct {
  readonly ready;

  constructor(scope: Construct, id: string, props: PostgresProps) {
    super(scope, id);
    const { environment, secrets } = props;
    const namespace = postgres.namespace.name;
    const cluster = componentRelease(this, postgres, props, defaults(props), { timeoutSeconds: 900 });
    this.ready = new Manifests(this, "login-check", {
      name: "postgres-login-check",
      namespace,
      manifests: [loginCheck({ environment, secrets, namespace, labels: loginCheckPods.labels, logins })],
      dependsOn: [cluster],
      timeoutSeconds: 900,
    }).release;
  }
}
