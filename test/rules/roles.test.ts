import { manifests, reviseManifest } from "./support/releases";
import { at, listAt, objectAt } from "./support/resources";
import { type Rule, rule } from "./support/rule";

const rulesOf: (deployment: Parameters<Rule>[0]) => { name: string; granted: Record<string, unknown[]> }[] = (
  deployment,
) =>
  manifests(deployment)
    .filter(({ object }) => object.kind === "Role" || object.kind === "ClusterRole")
    .flatMap(({ name, object }) =>
      listAt(object, "rules").map((granted) => ({
        name,
        granted: {
          verbs: listAt(granted, "verbs"),
          resources: listAt(granted, "resources"),
          groups: listAt(granted, "apiGroups"),
          names: listAt(granted, "resourceNames"),
        },
      })),
    );

const noWildcard: Rule = (deployment) =>
  rulesOf(deployment)
    .filter(({ granted }) => Object.values(granted).some((listed) => listed.includes("*")))
    .map(({ name }) => `${name}: grants *`);

const spoilRule = (change: (granted: Record<string, unknown>) => void) => (copy: Parameters<Rule>[0]) =>
  reviseManifest(copy, "argo-rights", "Role", (role) => change(objectAt(role, "rules", 0)));

rule("no role of ours grants a wildcard (kube-linter wildcard-in-rules, CKV_K8S_49)", noWildcard, {
  "every verb": spoilRule((granted) => {
    granted.verbs = ["*"];
  }),
  "every resource": spoilRule((granted) => {
    granted.resources = ["*"];
  }),
});

const namedSecrets: Rule = (deployment) =>
  rulesOf(deployment)
    .filter(({ granted }) => granted.resources?.includes("secrets") && granted.names?.length === 0)
    .map(({ name }) => `${name}: grants every secret of the namespace`);

rule("a role that reads secrets names them (kube-linter access-to-secrets)", namedSecrets, {
  "secrets without names": spoilRule((granted) => {
    granted.resources = ["secrets"];
    delete granted.resourceNames;
  }),
});

const noClusterRole: Rule = (deployment) =>
  manifests(deployment)
    .filter(
      ({ object }) =>
        /^ClusterRole/.test(String(object.kind)) || at(object, "roleRef", "kind") === "ClusterRole",
    )
    .map(({ name }) => `${name}: reaches beyond one namespace`);

rule(
  "no right of ours reaches beyond one namespace (kube-linter cluster-admin-role-binding)",
  noClusterRole,
  {
    "a cluster role": (copy) =>
      reviseManifest(copy, "argo-rights", "Role", (role) => {
        role.kind = "ClusterRole";
      }),
    "a binding to cluster-admin": (copy) =>
      reviseManifest(copy, "argo-rights", "RoleBinding", (binding) => {
        binding.roleRef = { kind: "ClusterRole", name: "cluster-admin" };
      }),
  },
);
