import type { Report } from "../cluster/report";
import type { Cloud } from "./cloud";
import type { Workspace } from "./workspace";

/** What every check is given. */
export interface Context {
  readonly report: Report;
  readonly workspace: Workspace;
  readonly cloud: Cloud;
}
