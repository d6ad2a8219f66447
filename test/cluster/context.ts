import type { Environment } from "../../environments/schema";
import type { Kubectl } from "../../scripts/support/kubectl";
import type { ClusterAccess } from "../../stacks/cluster/access";
import type { Report } from "./report";
import type { Workspace } from "./workspace";

/** What every check is given. */
export interface Context {
  readonly report: Report;
  readonly kubectl: Kubectl;
  readonly workspace: Workspace;
  readonly environment: Environment;
  readonly cluster: ClusterAccess;
  /** Set by Ctrl-C: what takes long asks it now and then, puts back what it changed, and ends. */
  readonly interrupted: AbortSignal;
}
