import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { Gate } from "../../constructs/gate";
import { Isolation } from "../../constructs/isolation";
import { Manifests } from "../../constructs/manifests";
import { nodes } from "../../constructs/nodes/definition";
import { orderNamespace } from "../../constructs/orders/definition";
import { protect } from "../../constructs/protection";
import { Secrets } from "../../constructs/secrets";
import { DataStorage } from "../../constructs/storage";
import { storageClassName } from "../../constructs/storage/definition";
import type { Environment } from "../../environments/schema";
import type { Cluster } from "../cluster/access";
import { LayerStack } from "../layer-stack";
import { refusePlaceholders } from "../placeholders";
import { classes } from "./classes";
import { markComponents } from "./data";
import {
  components,
  definitions,
  flowsOf,
  installedIn,
  namespacesOf,
  secretsOf,
  siteSecretsOf,
} from "./definitions";
import { refuseIdle } from "./idle";
import { refuseKubernetes } from "./kubernetes";
import { refuseMissing } from "./left-out";
import { orderLimits } from "./order-limits";
import { outputs } from "./outputs";

export interface PlatformStackProps {
  readonly environment: Environment;
  readonly cluster: Cluster;
}

/** `<environment>-platform`: all namespaces and their isolation, all secrets, every external component. */
export class PlatformStack extends LayerStack {
  constructor(scope: Construct, { environment, cluster }: PlatformStackProps) {
    super(scope, { environment, layer: "platform" });
    refuseKubernetes(environment);
    this.providers(cluster);

    refuseIdle(environment, cluster);
    refuseMissing(environment, components, definitions(environment));
    const filledIn = refusePlaceholders(this, environment);
    const namespaces = namespacesOf(environment);
    const isolation = new Isolation(this, "isolation", {
      cluster,
      namespaces,
      flows: flowsOf(environment),
      limits: { [orderNamespace]: orderLimits(environment) },
      dependsOn: [filledIn],
    });
    const secrets = new Secrets(this, "secrets", {
      stack: this,
      environment,
      definitions: secretsOf(environment),
      siteMade: siteSecretsOf(environment).map(({ name }) => name),
      dependsOn: isolation.guards,
    });
    const isProtected = (environment.protection ?? cluster.protectionDefault) === "on";
    const { storageClass } = new DataStorage(this, "storage", {
      cluster,
      isProtected,
      dependsOn: [filledIn],
    });
    // One thing to wait for, instead of a list of all of them on every release.
    const foundation = new Gate(this, "foundation", {
      dependsOn: this.withNodes(cluster, [...isolation.guards, ...secrets.secrets, storageClass]),
    });
    const ready = new Map<string, ITerraformDependable>();
    for (const { name, needs, after = [] } of installedIn(environment)) {
      const before = [...needs, ...after];
      const dependsOn = [foundation, ...before.flatMap((each) => ready.get(each) ?? [])];
      const component = new classes[name](this, name, {
        environment,
        cluster,
        secrets,
        isProtected,
        namespaces: namespaces.map((namespace) => namespace.name),
        storageClassName,
        foundation,
        dependsOn,
      });
      ready.set(name, component.ready);
    }

    outputs(this, environment, cluster, ready.get("gateway"));
    markComponents(this, installedIn(environment));
    if (isProtected) protect(this);
  }

  /** What has no pods, and then what pods run on, where the cluster takes it from inside: before all that has pods, and gone after it. */
  private withNodes({ nodeManifests }: Cluster, before: readonly ITerraformDependable[]) {
    if (nodeManifests.length === 0) return before;
    const { name, namespace } = nodes;
    return [
      new Manifests(this, name, {
        name,
        namespace: namespace.name,
        manifests: nodeManifests,
        dependsOn: before,
      }).release,
    ];
  }

  private providers(cluster: Cluster): void {
    const connection = cluster.connect(this);
    // The same in two shapes: the one provider has a block for the exec plugin, the other an object.
    new KubernetesProvider(
      this,
      "kubernetes",
      "exec" in connection ? { ...connection, exec: [connection.exec] } : connection,
    );
    new HelmProvider(this, "helm", { kubernetes: connection });
    // Has no resource of its own here, only the ephemeral passwords, so it is written by hand beside them.
    this.addOverride("terraform.required_providers.random", { version: "3.7.2" });
    this.qualifyProviders("kubernetes", "helm", "random");
  }
}
