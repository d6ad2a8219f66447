import { Construct } from "constructs";
import type { ClusterAccess } from "../../stacks/cluster/access";
import { componentRelease } from "../chart-release";
import type { ComponentProps } from "../component";
import { type Image, imageOf } from "../images";
import { Manifests } from "../manifests";
import { executor, isRestricted, orderNamespace } from "../orders/definition";
import { addressOf } from "../own";
import { postgres } from "../postgres/definition";
import { loginCheck } from "../postgres/login-check";
import { loginSecretName, logins } from "../postgres/logins";
import { restrictedContainer, restrictedPod } from "../security";
import { argoWorkflows, loginCheckPods } from "./definition";
import { controllerRights, executorRights } from "./rbac";
import { sizes } from "./sizes";

export type ArgoWorkflowsProps = ComponentProps;

const CONTROLLER = "argo-workflow-controller";
const EXECUTOR_USER = 8737;
const login = logins.filter(({ role }) => role === "argo");
const loginSecret = loginSecretName("argo");
const chartImage = ({ registry, repository, tag }: Image) => ({ registry, repository, tag });

/** Orders run on the nodes that are kept for them, and to their end. */
const onOrderNodes = ({ orderNodes: { labels, taints, podAnnotations } }: ClusterAccess) => ({
  ...(Object.keys(podAnnotations).length > 0 ? { podMetadata: { annotations: { ...podAnnotations } } } : {}),
  ...(Object.keys(labels).length > 0 ? { nodeSelector: { ...labels } } : {}),
  ...(taints.length > 0 ? { tolerations: taints.map((taint) => ({ ...taint, operator: "Equal" })) } : {}),
});

const defaults = ({ environment, cluster, secrets }: ArgoWorkflowsProps) => {
  const controller = imageOf(environment, "argo-workflows", "controller");
  const { host, port } = addressOf(environment, postgres);
  const executorImage = imageOf(environment, "argo-workflows", "executor");
  const mainContainer = isRestricted(environment)
    ? { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ["ALL"] } }
    : { allowPrivilegeEscalation: false };
  return {
    images: { pullPolicy: "IfNotPresent" },
    crds: { keep: true, full: false }, // full: a job that downloads them from the internet
    server: { enabled: false },
    createAggregateRoles: false, // cluster-wide rights for people: none but those of two namespaces
    workflow: { serviceAccount: { create: false }, rbac: { create: false } }, // ./rbac.ts
    controller: {
      image: chartImage(controller),
      rbac: { create: false }, // ./rbac.ts
      serviceAccount: { name: CONTROLLER },
      extraArgs: ["--namespaced", "--managed-namespace", orderNamespace],
      podAnnotations: secrets.revisions(loginSecret),
      podSecurityContext: restrictedPod(EXECUTOR_USER),
      securityContext: restrictedContainer,
      resources: sizes.controller,
      persistence: {
        archive: true,
        nodeStatusOffLoad: true,
        archiveTTL: "30d",
        connectionPool: { maxIdleConns: 5, maxOpenConns: 10, connMaxLifetime: "300s" },
        postgresql: {
          host,
          port,
          database: "argo",
          tableName: "argo_workflows",
          userNameSecret: { name: loginSecret, key: "username" },
          passwordSecret: { name: loginSecret, key: "password" },
          ssl: true,
          sslMode: "require",
        },
      },
      retentionPolicy: { completed: 200, failed: 200, errored: 200 },
      // Argo 3 refuses to start on a field that it does not know.
      ...(/^v?3\./.test(controller.tag) ? { failedPodRestart: null } : {}),
      workflowDefaults: {
        spec: {
          ttlStrategy: { secondsAfterCompletion: 86_400 },
          podGC: { strategy: "OnPodCompletion", deleteDelayDuration: "120s" }, // time for a log shipper that is just starting anew
          serviceAccountName: "default",
          automountServiceAccountToken: false,
          executor: { serviceAccountName: executor },
          // The resolver of an order answers nothing: names are a way out.
          dnsPolicy: "None",
          dnsConfig: { nameservers: ["127.0.0.1"] },
          ...onOrderNodes(cluster),
          ...(isRestricted(environment) ? { securityContext: restrictedPod(EXECUTOR_USER) } : {}),
        },
      },
    },
    executor: {
      image: chartImage(executorImage),
      securityContext: { ...restrictedContainer, runAsUser: EXECUTOR_USER },
      resources: sizes.executor,
    },
    mainContainer: { securityContext: mainContainer },
  };
};

/** Argo Workflows: a controller that sees the orders' namespace only, an archive in Postgres, no artifact repository. */
export class ArgoWorkflows extends Construct {
  readonly ready;

  constructor(scope: Construct, id: string, props: ArgoWorkflowsProps) {
    super(scope, id);
    const { environment, secrets, dependsOn } = props;
    const namespace = argoWorkflows.namespace.name;
    const rights = new Manifests(this, "rights", {
      name: "argo-rights",
      namespace,
      manifests: [
        ...controllerRights({ namespace, controller: CONTROLLER, loginSecret }),
        ...executorRights(),
      ],
      dependsOn,
    }).release;
    const database = new Manifests(this, "login-check", {
      name: "argo-login-check",
      namespace,
      manifests: [
        loginCheck({ environment, secrets, namespace, labels: loginCheckPods.labels, logins: login }),
      ],
      dependsOn,
    }).release;
    this.ready = componentRelease(this, argoWorkflows, props, defaults(props), {
      dependsOn: [rights, database],
    });
  }
}
