import { accessDoc } from "./access-doc";
import { componentPages } from "./component-pages";
import { environmentDoc } from "./environment-doc";
import { environmentSchema } from "./environment-schema";
import { flowsDoc } from "./flows-doc";
import { gatewayConfig } from "./gateway-config";
import type { GeneratedFile } from "./generated-file";
import { logicalIds } from "./logical-ids";
import { secretsDoc } from "./secrets-doc";

/** Everything that `npm run generate` writes. A new generator is a module beside this one and an entry here. */
export const generatedFiles: readonly GeneratedFile[] = [
  environmentSchema,
  environmentDoc,
  flowsDoc,
  secretsDoc,
  accessDoc,
  gatewayConfig,
  logicalIds,
  ...componentPages,
];
