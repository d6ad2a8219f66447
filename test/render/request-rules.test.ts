import { onEachNode, passing, running } from "../../constructs/pod-requests";
import { resources } from "../../constructs/security";
import { claimedBy, claimFindings, requestFindings, startedBy } from "../../scripts/render/request-rules";
import type { JsonObject } from "../../scripts/support/stack-json";
import { environmentOf } from "../support/environments";

const environment = environmentOf({ name: "minikube" });
const size = resources({ request: "100m", limit: "1" }, "512Mi");
const container = { resources: { requests: { cpu: "100m", memory: "512Mi" } } };
const workload = (kind: string, spec: JsonObject): JsonObject => ({
  kind,
  metadata: { name: "it" },
  spec: { ...spec, template: { spec: { containers: [container] } } },
});
const findings = (said: ReturnType<typeof running>[], objects: JsonObject[]) =>
  requestFindings({ runs: () => said }, environment, startedBy(objects, "here"));

test.each([
  ["a Deployment", running("it", 2, size), workload("Deployment", { replicas: 2 })],
  ["a DaemonSet", onEachNode("it", size), workload("DaemonSet", {})],
  ["a Job", passing("it", size), workload("Job", {})],
  [
    "a Postgres cluster",
    running("it", 3, size),
    { kind: "Cluster", spec: { instances: 3, resources: container.resources } },
  ],
  [
    "a pooler",
    running("it", 1, size),
    { kind: "Pooler", spec: { instances: 1, template: { spec: { containers: [container] } } } },
  ],
  [
    "proxies of two containers",
    running("it", 2, size, size),
    {
      kind: "EnvoyProxy",
      spec: {
        provider: {
          kubernetes: {
            envoyDeployment: {
              replicas: 2,
              container,
              patch: { value: { spec: { template: { spec: { containers: [container] } } } } },
            },
          },
        },
      },
    },
  ],
])("%s asks for what the definition says", (_, said, object) => {
  expect(findings([said], [object as JsonObject])).toEqual([]);
});

test("another number of pods, another size and a job that the definition does not name are refused", () => {
  expect(findings([running("it", 1, size)], [workload("Deployment", { replicas: 2 })])).toHaveLength(1);
  expect(findings([running("it", 1, size, size)], [workload("Deployment", {})])).toHaveLength(1);
  expect(findings([], [workload("Job", {})])).toEqual([
    expect.objectContaining({ where: "Job/it", says: expect.stringContaining("100m and 512Mi") }),
  ]);
});

test("a step before the containers counts where it asks for more than they do", () => {
  const step = { resources: { requests: { cpu: "50m", memory: "1Gi" } } };
  const object = { kind: "Pod", spec: { initContainers: [step], containers: [container] } };
  expect(startedBy([object], "here")).toEqual([
    expect.objectContaining({ cpu: 100, memory: 1024 ** 3, ends: true }),
  ]);
});

test("claims are those of sets, clusters and lone ones, in number and size", () => {
  const claim = (storage: string) => ({ spec: { resources: { requests: { storage } } } });
  const objects: JsonObject[] = [
    { kind: "PersistentVolumeClaim", ...claim("20Gi") },
    { kind: "StatefulSet", spec: { replicas: 2, volumeClaimTemplates: [claim("10Gi")] } },
    { kind: "Cluster", spec: { instances: 1, storage: { size: "5Gi" } } },
  ];
  const found = claimedBy(objects);
  const volumes = () => [
    { name: "a", count: 1, size: "20Gi" },
    { name: "b", count: 2, size: "10Gi" },
    { name: "c", count: 1, size: "5Gi" },
  ];
  expect(claimFindings({ volumes }, environment, found)).toEqual([]);
  expect(claimFindings({}, environment, found)).toEqual([
    expect.objectContaining({ says: expect.stringContaining("the definition says: none") }),
  ]);
});
