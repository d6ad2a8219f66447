import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../../../environments/schema";
import type { Zone } from "./dns-zone";
import { azureOperator } from "./operator";
import type { Registry } from "./registry";

/** What people need, and nothing secret. The cluster's and the group's names are told when they are made, so they are references. */
export function outputs(
  scope: Construct,
  environment: Environment,
  made: {
    readonly cluster: { readonly name: string };
    readonly group: { readonly name: string };
    readonly registry: Registry;
    readonly zone: Zone | undefined;
  },
): void {
  const named = {
    "cluster-name": ["The cluster", made.cluster.name],
    "resource-group": ["Everything of this deployment in Azure", made.group.name],
    credentials: [
      "Makes the context of kubectl that this deployment's commands use",
      azureOperator(environment).kubeconfig,
    ],
    registry: ["Where images are pushed: az acr login --name …", made.registry.registry.loginServer],
  } as const;
  for (const [name, [description, value]] of Object.entries(named)) {
    new TerraformOutput(scope, name, { description, value });
  }
  if (made.zone?.nameServers) {
    new TerraformOutput(scope, "name-servers", {
      description: "To be entered as NS records in the zone above this one",
      value: made.zone.nameServers,
    });
  }
}
