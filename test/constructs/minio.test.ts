import { serversOf } from "../../constructs/minio/servers";
import { releasesOf } from "../../scripts/support/releases";
import { addressesOf } from "../../scripts/support/stack-json";
import { folderWith, MINIMAL } from "../support/environment-folder";
import { program } from "../support/program";
import { stack } from "../support/stacks";

const store = (name: string) => {
  const found = releasesOf(stack(name)).find(({ name }) => name === "minio");
  if (!found) throw new Error(`no release minio in ${name}`);
  return found.values;
};

test("one server is a Deployment that never runs twice, four are a StatefulSet apart from each other", () => {
  expect(store("minikube-platform")).toMatchObject({
    mode: "standalone",
    deploymentUpdate: { type: "Recreate" },
  });
  expect(store("minikube-platform")).not.toHaveProperty("replicas");
  expect(store("replicated-platform")).toMatchObject({
    replicas: 4,
    drivesPerNode: 2,
    podDisruptionBudget: { enabled: true },
    affinity: { podAntiAffinity: {} },
  });
});

test("several servers may talk among themselves, one has nobody to talk to", () => {
  const among = (name: string) =>
    addressesOf(stack(name)).filter((address) => address.includes("minio-to-minio-parts-of-objects"));
  expect(among("replicated-platform")).toHaveLength(2);
  expect(among("minikube-platform")).toHaveLength(0);
});

test.each(["minikube-platform", "replicated-platform"])(
  "the claim of %s stays where its release changes its kind, protected or not",
  (name) => {
    expect(store(name)).toHaveProperty(["persistence", "annotations", "helm.sh/resource-policy"], "keep");
  },
);

test.each([
  [{ servers: 2 }, "servers: found: 2; allowed: 1, or 4 to 16; MinIO spreads each object"],
  [{ servers: 3 }, "servers: found: 3; allowed: 1, or 4 to 16; MinIO spreads each object"],
  [{ volumes: 4 }, "volumes: found: 4; allowed: 1 beside one server"],
])("a store of %j is refused, and why", (minio, message) => {
  const environment = {
    name: "a",
    file: "a.yaml",
    target: "minikube",
    domain: "a.b",
    placeholders: [],
  } as const;
  expect(() => serversOf({ ...environment, components: { minio } })).toThrow(
    `a.yaml: components.minio.${message}`,
  );
});

test("synth says so in one line", async () => {
  const folder = folderWith({ "a.yaml": `${MINIMAL}components: { minio: { servers: 3 } }\n` });
  const { code, stderr } = await program("scripts/synth.ts", [], {
    IVCAP_ENVIRONMENTS: folder,
    CDKTF_OUTDIR: `${folder}/out`,
  });
  expect(code).toBe(1);
  expect(stderr.trim().split("\n")).toEqual([
    expect.stringContaining("a.yaml: components.minio.servers: found: 3"),
  ]);
});
