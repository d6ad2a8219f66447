import { loadEnvironments } from "../../environments/load";
import { resourcesOf } from "../../scripts/support/stack-json";
import { flowsOf, namespacesOf, secretsOf } from "../../stacks/platform/definitions";
import { at } from "../rules/support/resources";
import { folderWith, MINIMAL } from "../support/environment-folder";
import { program } from "../support/program";
import { fixtures, stack } from "../support/stacks";

const values = (name: string) =>
  JSON.parse(
    String(
      at(
        stack(name)
          .resources("helm_release")
          .find((release) => release.name === "magda"),
        "values",
        0,
      ),
    ),
  );

test("the catalogue is the chart's smallest form: its registry, its policies and one database", () => {
  expect(values("minikube-platform").tags).toEqual({
    all: false,
    "semantic-search-api": false,
    "registry-api": true,
    "registry-db": true,
    "authorization-api": true,
    "authorization-db": true,
    "combined-db": true,
  });
});

test("without a catalogue nothing of it is left: no resource names it", () => {
  const without = fixtures.find(({ name }) => name === "replicated-platform");
  const named = [without?.json.resource, without?.json.ephemeral].map(
    (each) => JSON.stringify(each)?.replaceAll("x-magda-session", ""), // the gateway takes it from no client
  );
  expect(named.filter((text) => text === undefined || /magda/i.test(text))).toHaveLength(0);
  const [environment] = loadEnvironments("test/fixtures/environments", "replicated");
  if (!environment) throw new Error("the fixture is gone");
  for (const parts of [flowsOf(environment), namespacesOf(environment), secretsOf(environment)])
    expect(JSON.stringify(parts)).not.toMatch(/magda/i);
});

test("the chart makes no secret of its own", () => {
  const { autoCreateAuthSecrets, global, "combined-db": database } = values("minikube-platform");
  expect([autoCreateAuthSecrets, global.postgresql.autoCreateSecret, database.autoCreateSecret]).toEqual([
    false,
    false,
    false,
  ]);
});

test("the object that holds the signing key holds nothing else, so that a copy of it gives nothing else away", () => {
  const secret = stack("minikube-platform")
    .resources("kubernetes_secret_v1")
    .find(({ metadata }) => at(metadata, "name") === "auth-secrets");
  expect(Object.keys(secret?.data_wo ?? {})).toEqual(["jwt-secret"]);
});

test("whatever checks a signature starts again with a new key, after the release", () => {
  const restarted = stack("minikube-platform")
    .resources("kubernetes_annotations")
    .filter(({ metadata }) => at(metadata, "namespace") === "magda");
  expect(restarted.map(({ metadata }) => at(metadata, "name")).sort()).toEqual([
    "authorization-api",
    "registry-api-full",
  ]);
  for (const { template_annotations, depends_on } of restarted) {
    expect(template_annotations).toEqual({ "ivcap.platform/auth-secrets": "revision-1" });
    expect(depends_on).toEqual(["helm_release.magda_chart_release"]);
  }
});

test("a container of its namespace that asks for nothing gets limits", () => {
  const limits = resourcesOf(stack("minikube-platform"), "kubernetes_limit_range_v1").find(
    ({ metadata }) => at(metadata, "namespace") === "magda",
  );
  expect(at(limits, "spec", "limit", 0, "default")).toEqual({ cpu: "1", memory: "512Mi" });
});

test.each(["db-main-account-secret", "combined-db-password"])(
  "%s, which the database takes only when it is made, refuses a new revision and says what to do",
  async (name) => {
    const folder = folderWith({
      "one.yaml": `${MINIMAL}secrets: { ${name}: { revision: 2 }, minio-root: { revision: 2 } }\n`,
    });
    const { code, stderr } = await program("scripts/synth.ts", [], { IVCAP_ENVIRONMENTS: folder });
    expect(code).toBe(1);
    expect(stderr.trim().split("\n")).toEqual([
      expect.stringMatching(
        new RegExp(
          `one\\.yaml: secrets\\.${name}\\.revision: found: 2; allowed: 1 only: .*set catalogue\\.kind to none`,
        ),
      ),
    ]);
  },
);

test("its first revision may be written down", async () => {
  const folder = folderWith({
    "one.yaml": `${MINIMAL}secrets: { combined-db-password: { revision: 1 } }\n`,
  });
  const out = folderWith({});
  const { code, stderr } = await program("main.ts", [], { IVCAP_ENVIRONMENTS: folder, CDKTF_OUTDIR: out });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});
