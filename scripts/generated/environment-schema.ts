import { EnvironmentFile } from "../../environments/schema";
import { type GeneratedFile, json } from "./generated-file";

/**
 * The schema of an environment file for editors: completion, descriptions on hover, a mark at an unknown key. The first line
 * of an environment file points to it. What an editor does not know (formats such as quantity) the loader checks.
 */
export const environmentSchema: GeneratedFile = {
  file: "environments/environment.schema.json",
  content: () =>
    json({
      $schema: "http://json-schema.org/draft-07/schema#",
      title: "IVCAP environment file",
      $comment: "Generated from environments/schema.ts by `npm run generate`.",
      ...EnvironmentFile,
    }),
};
