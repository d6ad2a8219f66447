import { resources, restrictedContainer, restrictedPod } from "../../constructs/security";
import { judge } from "../../scripts/render/finding";
import { podFindings } from "../../scripts/render/pod-rules";
import { podsOf } from "../../scripts/render/pods";
import { releasesOf } from "../../scripts/support/releases";
import type { JsonObject } from "../../scripts/support/stack-json";
import { stack } from "../support/stacks";

interface Spoilt {
  readonly pod: JsonObject;
  readonly container: JsonObject;
  readonly context: JsonObject;
}

const json = (value: object) => JSON.parse(JSON.stringify(value)) as JsonObject;
const account = json({ kind: "ServiceAccount", metadata: { name: "one", namespace: "home" } });
const binding = json({
  kind: "RoleBinding",
  metadata: { name: "one", namespace: "elsewhere" },
  subjects: [{ kind: "ServiceAccount", name: "one", namespace: "home" }],
});

/** A Deployment that meets every rule, spoilt. */
function rulesBroken(spoil: (parts: Spoilt) => void, others: JsonObject[] = [account, binding]): string[] {
  const context = json(restrictedContainer);
  const container: JsonObject = {
    name: "main",
    image: "docker.io/library/one:1.2",
    securityContext: context,
    resources: json(resources({ request: "1m", limit: "1" }, "1Mi")),
  };
  const pod: JsonObject = {
    serviceAccountName: "one",
    securityContext: json(restrictedPod(1000)),
    containers: [container],
  };
  spoil({ pod, container, context });
  const object = json({
    kind: "Deployment",
    metadata: { name: "d", namespace: "home" },
    spec: { template: { spec: pod } },
  });
  const objects = [object, ...others];
  return podFindings(podsOf(objects, "home"), objects).map(({ rule }) => rule);
}

test("a pod that meets every rule is not complained about", () => {
  expect(rulesBroken(() => {})).toEqual([]);
});

test.each<[string, (parts: Spoilt) => void]>([
  [
    "non-root",
    ({ pod, context }) => {
      delete context.runAsNonRoot;
      pod.securityContext = { seccompProfile: { type: "RuntimeDefault" } };
    },
  ],
  ["non-root", ({ context }) => Object.assign(context, { runAsNonRoot: false })],
  ["read-only root", ({ context }) => Object.assign(context, { readOnlyRootFilesystem: false })],
  ["no escalation", ({ context }) => Object.assign(context, { allowPrivilegeEscalation: true })],
  ["no escalation", ({ context }) => Object.assign(context, { privileged: true })],
  ["seccomp", ({ context }) => Object.assign(context, { seccompProfile: { type: "Unconfined" } })],
  ["no capabilities", ({ context }) => Object.assign(context, { capabilities: { drop: ["NET_RAW"] } })],
  [
    "no capabilities",
    ({ context }) => Object.assign(context, { capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } }),
  ],
  ["resources", ({ container }) => Object.assign(container, { resources: { requests: { cpu: "1" } } })],
  ["pinned image", ({ container }) => Object.assign(container, { image: "docker.io/library/one:latest" })],
  ["pinned image", ({ container }) => Object.assign(container, { image: "docker.io/library/one" })],
  ["pinned image", ({ container }) => Object.assign(container, { image: "one:1.2" })],
  ["no host port", ({ container }) => Object.assign(container, { ports: [{ hostPort: 80 }] })],
  ["no host namespace", ({ pod }) => Object.assign(pod, { hostNetwork: true })],
  ["no host namespace", ({ pod }) => Object.assign(pod, { hostPID: true })],
  ["no host path", ({ pod }) => Object.assign(pod, { volumes: [{ hostPath: { path: "/" } }] })],
  ["token", ({ pod }) => Object.assign(pod, { serviceAccountName: "two" })],
  [
    "resources",
    ({ pod }) =>
      Object.assign(pod, { initContainers: [{ ...(pod.containers as JsonObject[])[0], resources: {} }] }),
  ],
])("the rule %s refuses a pod that breaks it, alone", (rule, spoil) => {
  expect(rulesBroken(spoil)).toEqual([rule]);
});

test("an account without rights, and the default one, give a pod no token unless they say so", () => {
  const shut = json({ ...account, automountServiceAccountToken: false });
  const other = json({ ...shut, metadata: { name: "one", namespace: "away" } });
  expect(rulesBroken(() => {}, [account])).toEqual(["token"]);
  expect(rulesBroken(() => {}, [other])).toEqual(["token"]);
  expect(rulesBroken(() => {}, [shut])).toEqual([]);
  expect(
    rulesBroken(({ pod }) => Object.assign(pod, { automountServiceAccountToken: true }), [shut]),
  ).toEqual(["token"]);
});

test("every pod of ours meets the rules of rendered pods", () => {
  const own = releasesOf(stack("minikube-platform")).filter(({ chart }) => chart.startsWith("assets/"));
  const pods = own.flatMap(({ values, namespace }) => podsOf(values.manifests as JsonObject[], namespace));
  expect(pods.map(({ owner }) => owner)).toContain("Job/login-check");
  expect(podFindings(pods, [])).toEqual([]);
});

test("an exemption covers one finding of one component, and one that covers none is told", () => {
  const finding = { component: "a", rule: "token", where: "Job/x", says: "" };
  const exemption = { rule: "token", where: "Job/x", because: "it asks the API server" };
  expect(judge([finding], { a: [exemption] })).toEqual({ refused: [], unused: [] });
  expect(judge([finding], { b: [exemption] })).toEqual({
    refused: [finding],
    unused: [{ component: "b", exemption }],
  });
  expect(judge([finding], { a: [{ ...exemption, where: "Job/y" }] }).refused).toEqual([finding]);
});
