import { environmentSchema } from "./environment-schema";
import type { GeneratedFile } from "./generated-file";

/** Everything that `npm run generate` writes. A new generator is a module beside this one and an entry here. */
export const generatedFiles: readonly GeneratedFile[] = [environmentSchema];
