import type { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { CloudWorkload } from "../../../constructs/cloud-workload";
import { protect } from "../../../constructs/protection";
import type { Environment } from "../../../environments/schema";
import { LayerStack } from "../../layer-stack";
import { refusePlaceholders } from "../../placeholders";
import { tagsOf } from "../tags";
import { awsAccess } from "./access";
import { AccessEntries } from "./access-entries";
import { Buckets } from "./buckets";
import { refuse } from "./checks";
import { Cluster } from "./cluster";
import { EncryptionKey } from "./encryption";
import { namesOf } from "./names";
import { Network } from "./network-vpc";
import { NodeRole } from "./node-role";
import { Registry } from "./registry";
import { Workloads } from "./workloads";

/** `<environment>-cluster` on AWS: network, EKS, identities, registry, buckets. */
export class AwsClusterStack extends LayerStack {
  readonly cluster: EksCluster;

  constructor(scope: Construct, environment: Environment, workloads: readonly CloudWorkload[]) {
    super(scope, { environment, layer: "cluster" });
    refuse(environment, workloads);
    refusePlaceholders(this, environment);
    const { account, region } = namesOf(environment);
    new AwsProvider(this, "aws", {
      region,
      allowedAccountIds: [account],
      defaultTags: [{ tags: tagsOf(environment, "cluster") }],
      // What makes load balancers tags the subnets that it uses: no change of ours.
      ignoreTags: [{ keyPrefixes: ["kubernetes.io/cluster/"] }],
    });
    this.qualifyProviders("aws");

    const { protectionDefault } = awsAccess(environment);
    const isProtected = (environment.protection ?? protectionDefault) === "on";
    const { key } = new EncryptionKey(this, "encryption", environment);
    const { subnets } = new Network(this, "network", { environment, key });
    const { role: nodeRole } = new NodeRole(this, "nodes", environment);
    const { cluster } = new Cluster(this, "cluster", { environment, key, subnets, isProtected });
    this.cluster = cluster;
    new AccessEntries(this, "access", { environment, cluster, nodeRole });
    const { addresses } = new Registry(this, "registry", { environment, key, isProtected });
    const { buckets } = new Buckets(this, "buckets", { environment, key, isProtected });
    new Workloads(this, "workloads", { environment, workloads, cluster, key, buckets });
    this.outputs(environment, addresses);
    if (isProtected) protect(this);
  }

  /** What people need next. Nothing of it is secret. */
  private outputs(environment: Environment, images: Readonly<Record<string, string>>): void {
    const { cluster, region } = namesOf(environment);
    const { context } = awsAccess(environment);
    const values = {
      "cluster-name": this.cluster.name,
      region,
      credentials: `aws eks update-kubeconfig --region ${region} --name ${cluster} --alias ${context}`,
      images,
    };
    for (const [id, value] of Object.entries(values)) new TerraformOutput(this, id, { value });
  }
}
