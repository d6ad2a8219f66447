import type { ITerraformDependable } from "cdktf";
import type { Environment } from "../environments/schema";
import type { Secrets } from "./secrets";

/** What every component is given. */
export interface ComponentProps {
  readonly environment: Environment;
  readonly secrets: Secrets;
  /** `protection: on`: what holds data is kept even where its release goes. */
  readonly isProtected: boolean;
  /** Namespaces, policies and secrets stand before anything runs. */
  readonly foundation: ITerraformDependable;
}
