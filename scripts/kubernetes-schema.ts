import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { reduce } from "./render/kubernetes-schema";
import { SCHEMA_FILE } from "./render/validator";
import { CommandError, main, optionsOf } from "./support/cli";

const USAGE =
  "npm run kubernetes-schema -- --openapi FILE --release X.Y.Z   (FILE: api/openapi-spec/swagger.json of the Go module k8s.io/kubernetes)";

/** Writes the schemas that `npm run render` judges by, from the OpenAPI document of a Kubernetes release. */
void main(() => {
  const { openapi, release } = optionsOf({ openapi: { type: "string" }, release: { type: "string" } }, USAGE);
  if (openapi === undefined || release === undefined)
    throw new CommandError(`--openapi, --release: both are needed; usage: ${USAGE}`);
  if (!existsSync(openapi)) throw new CommandError(`--openapi: found: no file ${openapi}; usage: ${USAGE}`);
  const schema = reduce(JSON.parse(readFileSync(openapi, "utf8")) as Parameters<typeof reduce>[0]);
  // A line per definition, so that the next release's difference can be read.
  const lines = Object.entries(schema.definitions).map(([name, each]) => `"${name}":${JSON.stringify(each)}`);
  const { kinds } = schema;
  writeFileSync(
    SCHEMA_FILE,
    `{"kubernetes":"${release}",\n"kinds":${JSON.stringify(kinds)},\n"definitions":{\n${lines.join(",\n")}\n}}\n`,
  );
  console.log(`${SCHEMA_FILE}: ${Object.keys(kinds).length} kinds of Kubernetes ${release}`);
  return 0;
});
