import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { App, TerraformOutput, TerraformStack, Testing } from "cdktf";
import type { CloudGrant, CloudWorkload } from "../../constructs/cloud-workload";
import { WorkloadIdentities } from "../../stacks/cluster/azure/workload-identities";
import { environmentOf } from "../support/environments";

const workload = (name: string, ...grants: CloudGrant[]): CloudWorkload => ({
  name,
  namespace: "somewhere",
  serviceAccount: "someone",
  grants,
  pods: [],
});

function identitiesOf(...workloads: CloudWorkload[]) {
  const stack = new TerraformStack(new App(), "stack");
  const place = { name: "a", location: "b" };
  const group = new ResourceGroup(stack, "group", place);
  const cluster = new KubernetesCluster(stack, "cluster", {
    ...place,
    resourceGroupName: "a",
    defaultNodePool: { name: "system" },
  });
  const identities = new WorkloadIdentities(stack, "workloads", {
    environment: environmentOf({ name: "azure-complete" }),
    group,
    cluster,
    workloads,
    rights: {
      backups: [{ role: "Storage Blob Data Contributor", scope: "container" }],
      dns: [{ role: "DNS Zone Contributor", scope: "zone" }],
    },
  });
  return { stack, identities, synthesised: () => JSON.parse(Testing.synth(stack)).resource };
}

test("each workload has an identity of its own, which only its service account is", () => {
  const { azurerm_user_assigned_identity, azurerm_federated_identity_credential } = identitiesOf(
    workload("one", "backups"),
    workload("two", "dns"),
  ).synthesised();
  const names = Object.values<{ name: string }>(azurerm_user_assigned_identity).map(({ name }) => name);
  expect(names).toEqual(["ivcap-azure-complete-one", "ivcap-azure-complete-two"]);
  for (const credential of Object.values(azurerm_federated_identity_credential)) {
    expect(credential).toMatchObject({
      audience: ["api://AzureADTokenExchange"],
      subject: "system:serviceaccount:somewhere:someone",
    });
  }
});

test("a grant is roles on one thing each, and what was not granted is not given", () => {
  const { azurerm_role_assignment } = identitiesOf(workload("one", "backups")).synthesised();
  expect(Object.values(azurerm_role_assignment)).toEqual([
    expect.objectContaining({ role_definition_name: "Storage Blob Data Contributor", scope: "container" }),
  ]);
});

test("pods are told by annotation and label who they are", () => {
  const { stack, identities } = identitiesOf(workload("one"));
  new TerraformOutput(stack, "pod", { value: identities.of("one") });
  expect(JSON.parse(Testing.synth(stack)).output.pod.value).toEqual({
    serviceAccountAnnotations: {
      "azure.workload.identity/client-id": expect.stringMatching(
        /^\$\{azurerm_user_assigned_identity\..*\.client_id\}$/,
      ),
    },
    podLabels: { "azure.workload.identity/use": "true" },
  });
});

test.each(["objects", "logs"] as const)("%s of another cloud are refused with the key to change", (grant) => {
  expect(() => identitiesOf(workload("one", grant))).toThrow(
    new RegExp(
      `azure-complete.yaml: one needs ${grant} of the cloud; found: target azure; allowed there: backups, dns; .*leave objectStore out`,
    ),
  );
});
