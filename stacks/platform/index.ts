import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { ArgoWorkflows } from "../../constructs/argo-workflows";
import { Gate } from "../../constructs/gate";
import { Isolation } from "../../constructs/isolation";
import { Minio } from "../../constructs/minio";
import { orderNamespace } from "../../constructs/orders/definition";
import { Postgres } from "../../constructs/postgres";
import { PostgresOperator } from "../../constructs/postgres-operator";
import { protect } from "../../constructs/protection";
import { SecretReplicator } from "../../constructs/secret-replicator";
import { Secrets } from "../../constructs/secrets";
import type { Environment } from "../../environments/schema";
import type { ClusterAccess } from "../cluster/access";
import { LayerStack } from "../layer-stack";
import { components, flowsOf, namespacesOf, secretsOf } from "./definitions";
import { orderLimits } from "./order-limits";
import { refusePlaceholders } from "./placeholders";

export interface PlatformStackProps {
  readonly environment: Environment;
  readonly cluster: ClusterAccess;
}

/** `<environment>-platform`: all namespaces and their isolation, all secrets, every external component. */
export class PlatformStack extends LayerStack {
  constructor(scope: Construct, { environment, cluster }: PlatformStackProps) {
    super(scope, { environment, layer: "platform" });
    this.providers(cluster);

    const filledIn = refusePlaceholders(this, environment);
    const isolation = new Isolation(this, "isolation", {
      cluster,
      namespaces: namespacesOf(environment),
      flows: flowsOf(environment),
      limits: { [orderNamespace]: orderLimits(environment) },
      dependsOn: [filledIn],
    });
    const secrets = new Secrets(this, "secrets", {
      stack: this,
      environment,
      definitions: secretsOf(environment),
      dependsOn: isolation.guards,
    });
    // One thing to wait for, instead of a list of all of them on every release.
    const foundation = new Gate(this, "foundation", {
      dependsOn: [...isolation.guards, ...secrets.secrets],
    });
    const isProtected = (environment.protection ?? cluster.protectionDefault) === "on";
    const common = { environment, secrets, isProtected, foundation };

    const secretReplicator = new SecretReplicator(this, "secret-replicator", common).ready;
    const operator = new PostgresOperator(this, "postgres-operator", common).ready;
    const postgres = new Postgres(this, "postgres", { ...common, operator }).ready;
    new Minio(this, "minio", common);
    new ArgoWorkflows(this, "argo-workflows", { ...common, postgres, secretReplicator });

    if (isProtected) protect(this, components);
  }

  private providers({ context }: ClusterAccess): void {
    const kubeconfig = new TerraformVariable(this, "kubeconfig", {
      type: "string",
      default: "~/.kube/config",
      description: "Path of the kubeconfig with the cluster's context; TF_VAR_kubeconfig sets it.",
    }).stringValue;
    const access = { configPath: kubeconfig, configContext: context };
    new KubernetesProvider(this, "kubernetes", access);
    new HelmProvider(this, "helm", { kubernetes: access });
    // Has no resource of its own here, only the ephemeral passwords, so it is written by hand beside them.
    this.addOverride("terraform.required_providers.random", { version: "3.7.2" });
    this.qualifyProviders("kubernetes", "helm", "random");
  }
}
