import { copiesOf } from "../../constructs/secrets/definition";
import { loadEnvironments } from "../../environments/load";
import { releasesOf } from "../../scripts/support/releases";
import { components, definitions, siteSecretsOf } from "../../stacks/platform/definitions";
import { at, listAt } from "../rules/support/resources";
import { folderWith, MINIMAL } from "../support/environment-folder";
import { program } from "../support/program";
import { stack } from "../support/stacks";

const [outside] = loadEnvironments("test/fixtures/environments", "own-outside");
if (!outside) throw new Error("test/fixtures/environments/own-outside.yaml is gone");

const names = (stackName: string, type: string) =>
  stack(stackName)
    .resources(type)
    .map(({ name, metadata }) => String(name ?? at(metadata, "name")));

const policy = (stackName: string, part: string) =>
  stack(stackName)
    .resources("kubernetes_network_policy_v1")
    .filter(({ metadata }) => String(at(metadata, "name")).includes(part));

test("a component that is left out brings no release, no namespace and no secret", () => {
  expect(names("minikube-platform", "helm_release")).toContain("minio");
  expect(names("own-inside-platform", "helm_release")).not.toContain("minio");
  expect(names("own-outside-platform", "kubernetes_namespace_v1")).not.toContain("minio");
  expect(names("own-outside-platform", "kubernetes_secret_v1")).not.toContain("minio-root");
});

test("a flow from or to the site's own in the cluster names its namespace, by a policy on our end only", () => {
  const [arriving, ...others] = policy("own-inside-platform", "status");
  expect(others).toEqual([]);
  expect(at(arriving, "metadata", "namespace")).toBe("postgres");
  expect(listAt(arriving, "spec", "ingress", 0, "from")).toEqual([
    {
      namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "site-operator" } },
      pod_selector: { match_labels: {} },
    },
  ]);
});

test("a flow to the site's own outside the cluster goes to its addresses and the port of its URL", () => {
  const [out, ...others] = policy("own-outside-platform", "archive");
  expect(others).toEqual([]);
  expect(at(out, "spec", "egress", 0, "ports", 0, "port")).toBe("6433");
  expect(listAt(out, "spec", "egress", 0, "to").map((peer) => at(peer, "ip_block", "cidr"))).toEqual([
    "10.90.2.0/28",
    "10.90.3.0/28",
  ]);
});

test("whoever uses a component is told the address of the site's own", () => {
  const argo = stack("own-outside-platform")
    .resources("helm_release")
    .find(({ name }) => name === "argo-workflows");
  expect(String(at(argo, "values", 0))).toContain('"host":"database.example.org","port":6433');
});

test("the gateway's controller looks at no namespace that is not there, where a site has its own way in", () => {
  const watched = (stackName: string) =>
    listAt(
      releasesOf(stack(stackName)).find(({ name }) => name === "envoy-gateway")?.values,
      ...["config", "envoyGateway", "provider", "kubernetes", "watch", "namespaces"],
    );
  expect(watched("minikube-platform")).toContain("gateway");
  expect(watched("own-outside-platform")).not.toContain("gateway");
  for (const name of ["minikube-platform", "own-outside-platform"]) {
    expect(names(name, "kubernetes_namespace_v1")).toEqual(expect.arrayContaining(watched(name)));
  }
});

test("the secrets that a site makes itself are those that our namespaces read of its own components", () => {
  const made = siteSecretsOf(outside).map(({ name }) => name);
  expect(made).toEqual(expect.arrayContaining(["postgres-argo", "postgres-api-gateway", "minio-ivcap"]));
  expect(made).not.toContain("minio-root");
});

test("a component stands behind everything it needs", () => {
  const order = components.map(({ name }) => name);
  for (const { name, needs } of components) {
    expect({ name, late: needs.filter((needed) => order.indexOf(needed) >= order.indexOf(name)) }).toEqual({
      name,
      late: [],
    });
  }
});

test("whoever reads a copy of a secret needs the replicator", () => {
  const parts = definitions(outside);
  const readers = new Set(components.flatMap(({ secrets }) => secrets).flatMap(copiesOf));
  const forgetful = [...readers]
    .map((reader) => parts.filter(({ namespace }) => namespace.name === reader))
    // Of several in one namespace not each reads the copy.
    .filter(
      (sharing) => sharing.length > 0 && !sharing.some(({ needs }) => needs.includes("secret-replicator")),
    )
    .map((sharing) => sharing.map(({ name }) => name));
  expect(forgetful).toEqual([]);
});

const refused: readonly { says: string; message: string[] }[] = [
  {
    says: "components: { minio: { install: false } }",
    message: [
      "a.yaml: components.minio.install: found: false, but services needs minio; allowed: true, or components.minio.own",
    ],
  },
  {
    says: "components: { postgres-operator: { install: false } }",
    message: ["components.postgres-operator.install: found: false, but postgres needs postgres-operator"],
  },
  {
    says: "components: { argo-workflows: { install: false } }",
    message: ["orders needs argo-workflows; allowed: true"],
  },
  {
    says: "components: { minio: { own: { url: 'http://a.example.org', addresses: [10.0.0.1/32] } } }",
    message: [
      "components.minio.own: found: a place of the site's own, while ours is installed",
      "install: false",
    ],
  },
  {
    says: "components: { minio: { install: false, own: { url: 'http://a.example.org' } } }",
    message: ["components.minio.own: found: neither namespace nor addresses; allowed: exactly one"],
  },
  {
    says: "components: { postgres: { install: false, own: { url: 'http://a.example.org', namespace: a } } }",
    message: ["components.postgres.own.url: found: http://a.example.org; allowed: postgres://…"],
  },
  {
    says: "components: { minio: { install: false, own: { url: 'http://user:word@a.example.org/', namespace: a } } }",
    message: [
      "components.minio.own.url:",
      "without path or credentials",
      "did you mean http://a.example.org?",
    ],
  },
  {
    says: "components: { minio: { install: false, own: { url: 'http://a.example.org', namespace: a } } }\nsecrets: { minio-ivcap: { revision: 2 } }",
    message: ["secrets.minio-ivcap: found: a secret that the site makes itself"],
  },
];

test.each(refused)("$says is refused", async ({ says, message }) => {
  const { code, stdout, stderr } = await program("scripts/synth.ts", [], {
    IVCAP_ENVIRONMENTS: folderWith({ "a.yaml": `${MINIMAL}${says}\n` }),
  });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  for (const part of message) expect(stderr).toContain(part);
  expect(stderr).not.toMatch(/\n\s+at /);
});
