import { accessOf } from "../../stacks/cluster";
import { environmentOf } from "../support/environments";
import { releases, revise, reviseManifest } from "./support/releases";
import { everything, objectAt } from "./support/resources";
import { type Rule, rule } from "./support/rule";

const spread: Rule = (deployment) => {
  const { spreadKey } = accessOf(environmentOf(deployment));
  return releases(deployment).flatMap(({ address, values }) =>
    everything(values)
      .filter(({ key, value }) => key === "topologyKey" && value !== spreadKey)
      .map(({ path, value }) => `${address}: ${path}: found: ${value}; allowed: ${spreadKey}`),
  );
};

rule(
  "replicas stand in places that fail apart, as the cluster names them (CKV2_K8S_4)",
  spread,
  {
    "databases on nodes of one zone": (copy) =>
      revise(copy, "postgres", (values) => {
        objectAt(values, "cluster", "affinity").topologyKey = "kubernetes.io/hostname";
      }),
    "proxies on nodes of one zone": (copy) =>
      reviseManifest(copy, "gateway", "EnvoyProxy", (settings) => {
        const pod = objectAt(settings, "spec", "provider", "kubernetes", "envoyDeployment", "pod");
        objectAt(pod, "topologySpreadConstraints", 0).topologyKey = "kubernetes.io/hostname";
      }),
  },
  { spoilt: "aws-complete" },
);

/** What is told to run several times, by the key that says how often. */
const several: Rule = (deployment) => {
  const environment = environmentOf(deployment);
  const { gateway, postgres, minio } = environment.components ?? {};
  const wanted = [
    { name: "gateway", replicas: gateway?.replicas ?? 1 },
    { name: "postgres", replicas: postgres?.instances ?? 1 },
    { name: "minio", replicas: minio?.servers ?? 1 },
  ];
  return releases(deployment).flatMap(({ name, address, values }) =>
    wanted.some((each) => each.name === name && each.replicas > 1) &&
    !everything(values).some(({ key }) => key === "topologyKey")
      ? [`${address}: several may stand in one place`]
      : [],
  );
};

rule(
  "whatever runs several times is spread",
  several,
  {
    "databases that may share a node": (copy) =>
      revise(copy, "postgres", (values) => {
        objectAt(values, "cluster").affinity = {};
      }),
  },
  { spoilt: "azure-complete" },
);
