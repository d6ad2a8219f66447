import { magdaExemptions } from "../../constructs/magda/exemptions";
import type { Exemptions } from "./finding";

/** Of every component that has some. */
export const exemptions: Exemptions = { magda: magdaExemptions };
