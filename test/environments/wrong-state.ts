import type { Wrong } from "./wrong-values";

/** What is said of a state that cannot be; the same as the other values, by the key `state`. */
export const wrongState: Record<string, Wrong> = {
  "a backend that does not exist": {
    says: "state: { backend: azure }",
    message: ["state.backend:", 'found: "azure"', "allowed: local, s3, azurerm", "did you mean azurerm?"],
  },
  "a setting of another backend": {
    says: "state: { backend: local, bucket: ivcap-state }",
    message: [
      "state.bucket:",
      "found: a setting of the backend s3",
      "allowed with local: directory",
      "set state.backend: s3",
    ],
  },
  "a bucket without its region, on a target that says none": {
    says: "state: { backend: s3, bucket: ivcap-state }",
    message: [
      "state.region:",
      "found: nothing",
      "allowed with the backend s3 on minikube: bucket, region",
      "only the target aws says them by itself",
    ],
  },
  "a bucket's name with a dot": {
    says: "state: { backend: s3, bucket: ivcap.state, region: eu-west-1 }",
    message: ["state.bucket:", 'found: "ivcap.state"', "allowed: 3 to 63", "did you mean ivcap-state?"],
  },
  "a storage account's name with a dash": {
    says: "state: { backend: azurerm, storageAccount: ivcap-state, subscription: CHANGE-ME, tenant: CHANGE-ME, location: westeurope }",
    message: [
      "state.storageAccount:",
      'found: "ivcap-state"',
      "allowed: 3 to 24 lower-case letters and digits",
      "did you mean ivcapstate?",
    ],
  },
  "a resource group's name that ends with a dot": {
    says: "state: { backend: azurerm, resourceGroup: ivcap., subscription: CHANGE-ME, tenant: CHANGE-ME, location: westeurope }",
    message: ["state.resourceGroup:", 'found: "ivcap."', "allowed: at most 90 letters"],
  },
};
