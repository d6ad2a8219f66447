import { readFileSync } from "node:fs";
import { addressesOf } from "../../scripts/support/stack-json";
import { at } from "../rules/support/resources";
import { shipped, stack } from "../support/stacks";

test("a value still to be filled in passes synth, and the plan's first thing refuses it by name", () => {
  const { json } = stack("unfilled-platform");
  expect(json.locals?.placeholders).toBe("domain, components.postgres.storage");
  const [precondition] = stack("unfilled-platform")
    .resources("terraform_data")
    .flatMap((data) => at(data, "lifecycle", "precondition", 0) ?? []);
  expect(precondition).toEqual({
    condition: '${local.placeholders == ""}',
    error_message: expect.stringContaining(
      "unfilled.yaml: still CHANGE-ME: domain, components.postgres.storage. Fill these values in",
    ),
  });
});

test("every namespace waits for that refusal, so that nothing is made with a value left open", () => {
  for (const { depends_on } of stack("unfilled-platform").resources("kubernetes_namespace_v1")) {
    expect(depends_on).toContain("terraform_data.filled-in");
  }
});

test("a raised revision renews the secret and restarts the pods that read it", () => {
  const [secret] = stack("guarded-platform")
    .resources("kubernetes_secret_v1")
    .filter(({ metadata }) => at(metadata, "name") === "minio-loki");
  expect(secret?.data_wo_revision).toBe(3);
  const values = stack("guarded-platform")
    .resources("helm_release")
    .map((release) => String(at(release, "values", 0)));
  expect(values.some((text) => text.includes('"ivcap.platform/minio-loki":"revision-3"'))).toBe(true);
});

test("several database instances may talk among themselves, one has nobody to talk to", () => {
  const replication = (name: string) =>
    addressesOf(stack(name)).filter((address) => address.includes("postgres-members-to-postgres-instance"));
  expect(replication("replicated-platform")).toHaveLength(2);
  expect(replication("minikube-platform")).toHaveLength(0);
});

test("the API server is opened at each of its ranges and its own port", () => {
  const policy = stack("replicated-platform")
    .resources("kubernetes_network_policy_v1")
    .find(({ metadata }) => at(metadata, "name") === "argo-controller-to-api-server-workflows-out");
  expect(at(policy, "spec", "egress", 0)).toEqual({
    ports: [{ port: "443", protocol: "TCP" }],
    to: [{ ip_block: { cidr: "10.1.2.0/28" } }, { ip_block: { cidr: "10.1.3.0/28" } }],
  });
});

test("an image may be held by its digest", () => {
  const release = stack("replicated-platform")
    .resources("helm_release")
    .find(({ name }) => name === "argo-workflows");
  expect(JSON.parse(String(at(release, "values", 0))).controller.image.tag).toMatch(
    /^v3\.7\.9@sha256:[0-9a-f]{64}$/,
  );
});

test("what a resource is replaced with is named by its address, since Terraform takes no expression there", () => {
  const [storageClass] = stack("minikube-platform").resources("kubernetes_storage_class_v1");
  expect(at(storageClass, "lifecycle", "replace_triggered_by")).toEqual([
    "terraform_data.storage_reclaim-policy",
  ]);
});

const HOW = `A resource whose address changes is destroyed and made again. Keep the old address; or, if the change is meant, let the
construct call moveFromId("<type>.<old name>") for each address that went away, so that Terraform moves the resource. Then run
\`npm run generate\`, look at the change of test/logical-ids.json and commit it.`;

test("the addresses of shipped resources change only on purpose (terraform-cdk#219)", () => {
  const before = JSON.parse(readFileSync("test/logical-ids.json", "utf8")) as Record<string, string[]>;
  const changes = shipped.flatMap((each) => {
    const [old, now] = [before[each.name] ?? [], addressesOf(each)];
    return [
      ...old
        .filter((address) => !now.includes(address))
        .map((address) => `${each.name}: went away: ${address}`),
      ...now.filter((address) => !old.includes(address)).map((address) => `${each.name}: is new: ${address}`),
    ];
  });
  if (changes.length > 0) throw new Error(`${changes.join("\n")}\n\n${HOW}`);
  expect(Object.keys(before).sort()).toEqual(shipped.map(({ name }) => name).sort());
});
