/**
 * The traffic that the platform needs, stated apart from the flows that open it: a flow that is lost from the code is then
 * seen as exactly one red line. test/isolation/traffic.test.ts holds the two lists together.
 */
export interface Traffic {
  readonly title: string;
  readonly from: Target;
  /** A place stands for itself: `dns` for a look-up, `api server` for its port. */
  readonly to: Target | "dns" | "api server";
  readonly port: number;
}

export interface Target {
  readonly namespace: string;
  readonly labels: string;
}

const at = (namespace: string, labels = ""): Target => ({ namespace, labels });
const operator = at(
  "cnpg-system",
  "app.kubernetes.io/name=cloudnative-pg,app.kubernetes.io/instance=postgres-operator",
);
const instance = at("postgres", "cnpg.io/cluster=postgres,cnpg.io/podRole=instance");
const pooler = at("postgres", "cnpg.io/poolerName=postgres-pooler-rw");
const minio = at("minio", "app=minio,release=minio");
const loki = at("logging", "app.kubernetes.io/name=loki,app.kubernetes.io/instance=loki");
const controller = at(
  "argo",
  "app.kubernetes.io/name=argo-workflows-workflow-controller,app.kubernetes.io/instance=argo-workflows",
);
const replicator = at(
  "replicator",
  "app.kubernetes.io/name=kubernetes-replicator,app.kubernetes.io/instance=secret-replicator",
);
const alloy = at("logging", "app.kubernetes.io/name=alloy,app.kubernetes.io/instance=alloy");

const gatewayController = at(
  "envoy-gateway-system",
  "control-plane=envoy-gateway,app.kubernetes.io/instance=envoy-gateway",
);
const proxies = at(
  "envoy-gateway-system",
  "app.kubernetes.io/component=proxy,gateway.envoyproxy.io/owning-gateway-name=ivcap",
);
const certManager = at("cert-manager", "app.kubernetes.io/instance=cert-manager");
/** Pods of a job in the namespace backup. */
const job = (name: string) => at("backup", `app.kubernetes.io/name=${name}`);

const between = (title: string, from: Target, to: Target, port: number): Traffic => ({
  title,
  from,
  to,
  port,
});
const api = (title: string, from: Target): Traffic => ({ title, from, to: "api server", port: 0 });
const lookUp = (namespace: string): Traffic => ({
  title: `${namespace} pods → cluster dns: names`,
  from: at(namespace),
  to: "dns",
  port: 53,
});

const registry = at("magda", "service=registry-api-full");
const authorization = at("magda", "service=authorization-api");
const catalogueDatabase = at(
  "magda",
  "app.kubernetes.io/name=combined-db-postgresql,app.kubernetes.io/instance=magda",
);
const magdaJob = (name: string) => at("magda", `batch.kubernetes.io/job-name=${name}`);

export const traffic: readonly Traffic[] = [
  api("secret replicator → api server: copies", replicator),
  api("gateway controller → api server: routes and proxies", gatewayController),
  api(
    "gateway controller certificates → api server: its own certificates",
    at("envoy-gateway-system", "app=certgen"),
  ),
  api("cert-manager → api server: certificates", certManager),
  between("gateway proxies → gateway controller: configuration", proxies, gatewayController, 18000),
  api("gateway check → api server: waits", at("gateway", "app.kubernetes.io/name=gateway-check")),
  api("postgres operator → api server: reconciles", operator),
  api("postgres members → api server: instance manager", instance),
  between("postgres operator → postgres instance: status", operator, instance, 8000),
  between("postgres pooler → postgres instance: pooled sessions", pooler, instance, 5432),
  between(
    "postgres login check → postgres pooler: login check",
    at("postgres", "app.kubernetes.io/name=postgres-login-check"),
    pooler,
    5432,
  ),
  between("minio provisioning → minio: policies and buckets", at("minio", "app=minio-job"), minio, 9000),
  between("minio user job → minio: users", at("minio", "app.kubernetes.io/name=minio-users"), minio, 9000),
  api("argo controller → api server: workflows", controller),
  between("argo controller → postgres pooler: archive", controller, pooler, 5432),
  between(
    "argo login check → postgres pooler: login check",
    at("argo", "app.kubernetes.io/name=argo-login-check"),
    pooler,
    5432,
  ),
  between("magda registry → magda database: records", registry, catalogueDatabase, 5432),
  between("magda registry → magda authorization: decisions", registry, authorization, 80),
  between("magda authorization → magda database: users and roles", authorization, catalogueDatabase, 5432),
  between(
    "magda registry migrator → magda database: tables",
    magdaJob("registry-db-migrator"),
    catalogueDatabase,
    5432,
  ),
  between(
    "magda authorization migrator → magda database: tables",
    magdaJob("authorization-db-migrator"),
    catalogueDatabase,
    5432,
  ),
  between(
    "magda aspect migrator → magda registry: aspect definitions",
    magdaJob("registry-aspect-definition-migrator"),
    registry,
    6101,
  ),
  between("backup job → postgres pooler: dumps", job("backup"), pooler, 5432),
  between("backup job → minio: objects", job("backup"), minio, 9000),
  between("restore job → postgres pooler: databases", job("restore"), pooler, 5432),
  between("restore job → minio: objects", job("restore"), minio, 9000),
  api("order pods → api server: executor results", at("order-runner")),
  between("loki → minio: chunks and index", loki, minio, 9000),
  between(
    "grafana → loki: queries",
    at("logging", "app.kubernetes.io/name=grafana,app.kubernetes.io/instance=grafana"),
    loki,
    3100,
  ),
  api("alloy → api server: pods and their logs", alloy),
  between("alloy → loki: log lines", alloy, loki, 3100),
  ...[
    "replicator",
    "envoy-gateway-system",
    "cert-manager",
    "gateway",
    "cnpg-system",
    "postgres",
    "minio",
    "argo",
    "logging",
    "magda",
    "backup",
    "ivcap",
  ].map(lookUp),
];

/** Flows that this kind of cluster cannot show by traffic; the policies are looked at instead. */
export const byAssertion = (title: string) => /^api server → |^clients → | → internet: /.test(title);
