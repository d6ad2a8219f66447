import { namespaceNames, policies } from "./support/policies";
import { at, listAt, objectAt, pick, resources } from "./support/resources";
import { type Rule, rule } from "./support/rule";

const ENFORCE = "pod-security.kubernetes.io/enforce";
const BECAUSE = "ivcap.platform/pod-security-because";

const restricted: Rule = (deployment) =>
  resources(deployment, "kubernetes_namespace_v1").flatMap(({ address, body }) => {
    const level = at(body, "metadata", "labels", ENFORCE);
    const because = at(body, "metadata", "annotations", BECAUSE);
    if (level === "restricted") return [];
    if (level !== "baseline" && level !== "privileged") return [`${address}: ${ENFORCE}: ${level}`];
    return because ? [] : [`${address}: ${level} without the annotation ${BECAUSE}`];
  });

rule("every namespace enforces Pod Security restricted, or says why it cannot", restricted, {
  "a namespace without the label": (copy) => {
    delete objectAt(pick(copy, "kubernetes_namespace_v1"), "metadata", "labels")[ENFORCE];
  },
  "a level that does not exist": (copy) => {
    objectAt(pick(copy, "kubernetes_namespace_v1"), "metadata", "labels")[ENFORCE] = "strict";
  },
  "a lower level without a reason": (copy) => {
    delete objectAt(pick(copy, "kubernetes_namespace_v1", "order-runner"), "metadata").annotations;
  },
});

const shut: Rule = (deployment) => {
  const denied = policies(deployment)
    .filter(({ body }) => {
      const spec = objectAt(body, "spec");
      const types = listAt(spec, "policy_types");
      const selectsAll = Object.keys(objectAt(spec.pod_selector ?? {})).length === 0;
      return (
        selectsAll && types.includes("Ingress") && types.includes("Egress") && !spec.ingress && !spec.egress
      );
    })
    .map(({ body }) => String(at(body, "metadata", "namespace")));
  return namespaceNames(deployment)
    .filter((name) => !denied.includes(name))
    .map((name) => `${name}: no policy refuses all traffic both ways`);
};

const spoilDeny = (change: (spec: ReturnType<typeof objectAt>) => void) => (copy: Parameters<Rule>[0]) =>
  change(objectAt(pick(copy, "kubernetes_network_policy_v1", "minio_default-deny"), "spec"));

rule("every namespace refuses all traffic both ways by default (CKV2_K8S_6)", shut, {
  "a policy for one direction": spoilDeny((spec) => {
    spec.policy_types = ["Ingress"];
  }),
  "a policy for some of the pods": spoilDeny((spec) => {
    spec.pod_selector = { match_labels: { app: "minio" } };
  }),
  "a policy that opens everything": spoilDeny((spec) => {
    spec.egress = [{}];
  }),
  "a namespace without a policy": (copy) => {
    Object.assign(copy.stacks[0]?.json.resource.kubernetes_namespace_v1 ?? {}, {
      extra: { metadata: { name: "extra" } },
    });
  },
});

const noToken: Rule = (deployment) => {
  const without = resources(deployment, "kubernetes_default_service_account_v1")
    .filter(({ body }) => body.automount_service_account_token === false)
    .map(({ body }) => String(at(body, "metadata", "namespace")));
  return namespaceNames(deployment)
    .filter((name) => !without.includes(name))
    .map((name) => `${name}: pods that name no service account get a token`);
};

rule(
  "a pod that names no service account gets no token (kube-linter default-service-account, CKV_K8S_41)",
  noToken,
  {
    "a default service account with its token": (copy) => {
      pick(copy, "kubernetes_default_service_account_v1").automount_service_account_token = true;
    },
  },
);

/** Namespaces and policies stand before anything runs: without them a chart's pods would start unguarded. */
const guarded: Rule = (deployment) => {
  const byAddress = new Map(resources(deployment).map(({ address, body }) => [address, body]));
  const reach = (address: string, seen = new Set<string>()): Set<string> => {
    for (const next of listAt(byAddress.get(address), "depends_on").map(String)) {
      if (!seen.has(next)) reach(next, seen.add(next));
    }
    return seen;
  };
  const guards = [...byAddress.keys()].filter((address) =>
    /^kubernetes_(namespace|network_policy|secret)_v1\./.test(address),
  );
  return resources(deployment, "helm_release").flatMap(({ address }) => {
    const reached = reach(address);
    return guards
      .filter((guard) => !reached.has(guard))
      .map((guard) => `${address}: may start before ${guard}`);
  });
};

rule("no release starts before all namespaces, policies and secrets stand", guarded, {
  "a release that waits for nothing": (copy) => {
    delete pick(copy, "helm_release", "secret-replicator").depends_on;
  },
});
