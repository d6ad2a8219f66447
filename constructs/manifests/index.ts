import { join } from "node:path";
import type { Release } from "@cdktf/provider-helm/lib/release";
import { AssetType, type ITerraformDependable, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { ChartRelease } from "../chart-release";

export interface ManifestsProps {
  readonly name: string;
  readonly namespace: string;
  /** Kubernetes objects, as kubectl takes them. Objects without a namespace of their own go into the release's. */
  readonly manifests: readonly object[];
  readonly dependsOn: readonly ITerraformDependable[];
  /** @default 600 seconds, jobs included */
  readonly timeoutSeconds?: number;
}

/**
 * Objects that need no chart of their own, as a release of the one chart of ours (docs/decisions/0005): applied, waited for,
 * jobs included, and removed together.
 */
export class Manifests extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, { manifests, ...props }: ManifestsProps) {
    super(scope, id);
    const chart = new TerraformAsset(this, "chart", {
      path: join(__dirname, "chart"),
      type: AssetType.DIRECTORY,
    });
    this.release = new ChartRelease(this, "objects", {
      ...props,
      chart: { chart: chart.path.replace(/\/$/, ""), version: "1.0.0" },
      values: { manifests },
    }).release;
  }
}
