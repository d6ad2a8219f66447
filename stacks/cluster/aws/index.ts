import { type App, Fn } from "cdktf";
import type { Environment } from "../../../environments/schema";
import { cloudWorkloadsOf } from "../../platform/definitions";
import { type ClusterValues, noIdentity } from "../access";
import { namesOf } from "./names";
import { AwsClusterStack } from "./stack";

/** EKS in Auto Mode. */
export function buildAws(app: App, environment: Environment): ClusterValues {
  const { cluster } = new AwsClusterStack(app, environment, cloudWorkloadsOf(environment));
  const names = namesOf(environment);
  return {
    connect: () => ({
      host: cluster.endpoint,
      clusterCaCertificate: Fn.base64decode(cluster.certificateAuthority.get(0).data),
      exec: {
        apiVersion: "client.authentication.k8s.io/v1",
        command: "aws",
        args: [
          "eks",
          "get-token",
          "--cluster-name",
          names.cluster,
          "--region",
          names.region,
          "--output",
          "json",
        ],
      },
    }),
    // The cluster binds service accounts to roles by itself.
    identityOf: () => noIdentity,
    // The zone is found by its name, and the rights are the pods'. https://cert-manager.io/docs/configuration/acme/dns01/route53/
    dns01Solver: () => ({ route53: { region: names.region } }),
  };
}
