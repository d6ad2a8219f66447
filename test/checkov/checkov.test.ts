import { unneededReasons, withoutReason } from "../../scripts/checkov/judge";
import { policiesOf, shownOf } from "../../scripts/checkov/objects";
import { general } from "../../scripts/checkov/reasons";
import type { FailedCheck } from "../../scripts/checkov/run";
import { checkovExemptions } from "../../scripts/render/exemptions";
import { validator } from "../../scripts/render/validator";
import { stack } from "../support/stacks";

const failed = (component: string, rule: string, where: string): FailedCheck => ({
  ...{ component, rule, where },
  ...{ says: "…", guideline: "…" },
});
const verdict = (...checks: FailedCheck[]) => ({
  stack: "s",
  failed: checks,
  components: ["minio", ...checks.map(({ component }) => component)],
});

test("a failed check is refused unless there is a reason for it: general, of the component, or from a rule that asks the same", () => {
  const unknown = failed("minio", "CKV_K8S_1", "Deployment.minio.minio");
  const elsewhere = failed("minio", "CKV_K8S_8", "Deployment.minio.other");
  const covered = [
    failed("anything", general[0]?.check ?? "", "Job.a.b"),
    failed("minio", "CKV_K8S_8", "Deployment.minio.minio"),
    failed("magda", "CKV_K8S_22", "StatefulSet.magda.combined-db-postgresql"), // exempt from `read-only root`
  ];
  expect(withoutReason([unknown, elsewhere, ...covered])).toEqual([unknown, elsewhere]);
  expect(withoutReason([failed("magda", "CKV_K8S_22", "StatefulSet.magda.another")])).toHaveLength(1);
  expect(
    withoutReason([failed("magda", "CKV_K8S_26", "StatefulSet.magda.combined-db-postgresql")]),
  ).toHaveLength(1);
});

test("a reason that nothing needs is told, general ones and those of a component, but not of one that is not there", () => {
  const all = [
    ...general.map(({ check }) => failed("minio", check, "Deployment.minio.minio")),
    ...(checkovExemptions.minio ?? []).map(({ rule, where }) => failed("minio", rule, where)),
  ];
  expect(unneededReasons([verdict(...all)])).toEqual([]);
  expect(unneededReasons([verdict(...all.slice(1))])).toEqual([
    `${general[0]?.check}: nothing fails it; remove its reason from scripts/checkov/reasons.ts`,
  ]);
  expect(unneededReasons([verdict(...all.slice(0, -1))])).toEqual([
    expect.stringMatching(/^minio: exemption of Deployment\.minio\.minio from CKV_K8S_\d+: nothing needs it/),
  ]);
});

test("Checkov sees the policies of Terraform as Kubernetes has them", () => {
  const policies = policiesOf(stack("minikube-platform"));
  const validate = validator([]);
  expect(policies.length).toBeGreaterThan(10);
  expect(policies.flatMap((policy) => validate({ ...policy }))).toEqual([]);
  expect(policies).toContainEqual(
    expect.objectContaining({
      metadata: expect.objectContaining({ name: "default-deny", namespace: "minio" }),
      spec: expect.objectContaining({ podSelector: {}, policyTypes: ["Ingress", "Egress"] }),
    }),
  );
});

test("every object is shown in its namespace, definitions of kinds are not", () => {
  const release = {
    ...{ component: "a", name: "a", namespace: "home", chart: "a", version: "1.0.0", repository: undefined },
    ...{ values: {}, stackFolder: "" },
  };
  const objects = [
    { kind: "Job", metadata: { name: "one" } },
    { kind: "Job", metadata: { name: "two", namespace: "away" } },
    { kind: "CustomResourceDefinition", metadata: { name: "three" } },
  ];
  expect(shownOf({ release, folder: "", objects, failure: "" }).map(({ metadata }) => metadata)).toEqual([
    { name: "one", namespace: "home" },
    { name: "two", namespace: "away" },
  ]);
});
