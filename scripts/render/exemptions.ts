import { exemptions as argoWorkflows } from "../../constructs/argo-workflows/exemptions";
import { magdaExemptions as magda } from "../../constructs/magda/exemptions";
import { exemptions as postgres } from "../../constructs/postgres/exemptions";
import type { Exemptions } from "./finding";

/** Of every component that has some. */
export const exemptions: Exemptions = { "argo-workflows": argoWorkflows, magda, postgres };
