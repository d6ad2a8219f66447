import { executor, orderNamespace } from "../orders/definition";
import { bound } from "../rbac";

/**
 * Rights of Argo in two namespaces. The chart gives them cluster-wide, or with `singleNamespace` in its own namespace, where no
 * order runs; so they are written here, and the chart's are switched off.
 */
export interface RbacProps {
  readonly namespace: string;
  readonly controller: string;
  /** The secret of its login, the only one it may read. */
  readonly loginSecret: string;
}

const READ = ["get", "list", "watch"];
const WRITE = ["create", "update", "patch", "delete"];
const argo = (resources: string[], verbs: string[]) => ({ apiGroups: ["argoproj.io"], resources, verbs });
const core = (resources: string[], verbs: string[]) => ({ apiGroups: [""], resources, verbs });

/** What the controller may do: read its configuration and login at home, run Workflows among the orders. */
export const controllerRights = ({ namespace, controller, loginSecret }: RbacProps) => {
  const account = { name: controller, namespace };
  return [
    ...bound("workflow-controller", namespace, account, [
      core(["configmaps"], READ),
      { ...core(["secrets"], ["get"]), resourceNames: [loginSecret] },
    ]),
    ...bound("workflow-controller", orderNamespace, account, [
      core(["pods"], [...READ, ...WRITE]),
      core(["pods/exec"], ["create"]), // how a container is told to stop
      core(["configmaps", "serviceaccounts"], READ),
      core(["events"], ["create", "patch"]),
      // Kinds by name: a wildcard makes the controller wait for kinds that only a cluster-wide role can list.
      argo(
        [
          "workflows",
          "workflows/finalizers",
          "workflowtasksets",
          "workflowtasksets/finalizers",
          "workflowtasksets/status",
          "workflowartifactgctasks",
        ],
        [...READ, ...WRITE],
      ),
      argo(["workflowtaskresults", "workflowtaskresults/finalizers"], ["list", "watch", "deletecollection"]),
      argo(
        ["workflowtemplates", "workflowtemplates/finalizers", "cronworkflows", "cronworkflows/finalizers"],
        READ,
      ),
    ]),
  ];
};

/**
 * What an order's executor may do: write task results. Its token is in a secret of the name that Argo looks for
 * (`<account>.service-account-token`), filled in by Kubernetes, and mounted into Argo's own containers only. A release makes
 * it, since a Terraform resource would read the token into the state.
 */
export const executorRights = () => [
  {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: executor, namespace: orderNamespace },
    automountServiceAccountToken: false,
  },
  {
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/service-account-token",
    metadata: {
      name: `${executor}.service-account-token`,
      namespace: orderNamespace,
      annotations: { "kubernetes.io/service-account.name": executor },
    },
  },
  ...bound(executor, orderNamespace, { name: executor, namespace: orderNamespace }, [
    argo(["workflowtaskresults"], ["create", "patch"]),
  ]),
];
