import type { Exemption } from "../../constructs/exemption";
import type { Environment } from "../../environments/schema";
import { exemptions as aws } from "./aws/exemptions";
import { exemptions as azure } from "./azure/exemptions";

/** What `npm run checkov:clouds` fails in the plan of a cluster's stack and is meant, written beside the resources it is about. */
export const clusterExemptions: Readonly<Record<Environment["target"], readonly Exemption[]>> = {
  aws,
  azure,
  minikube: [],
};
