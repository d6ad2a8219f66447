import { CommandError, main, optionsOf } from "../../../scripts/support/cli";
import { aspects } from "./cases/aspects";
import { metadata } from "./cases/metadata";
import { refusals } from "./cases/refusals";
import { requests } from "./cases/samples";
import { services } from "./cases/services";
import { verdictOf } from "./deviation";
import { deviations } from "./deviations";
import { type Document, operationsOf, readDocument, VERSION } from "./document";
import { type Exchange, Recorder } from "./exchange";
import { judgeCoverage, judgeDocument, judgeExchange, judgeTruth } from "./judge";
import { type Place, withGateway } from "./place";
import { Schemas } from "./schemas";

const DOCUMENT = `the OpenAPI document of IVCAP ${VERSION}: openapi3.json of github.com/ivcap-works/ivcap-core-api at a tag v${VERSION}.x`;
const USAGE = `npm run test:contract -- --openapi FILE   (--openapi: ${DOCUMENT})`;

/** What the gateway puts on the wire, against the document that its clients were made from. */
void main(async () => {
  const { openapi } = optionsOf({ openapi: { type: "string" } }, USAGE);
  if (openapi === undefined) throw new CommandError(`--openapi FILE is missing: ${DOCUMENT}`);
  const document = documentOf(openapi);
  const { exchanges, ours } = await withGateway((place) => everyCase(document, place));

  const schemas = new Schemas(document);
  const { refused, excused, unneeded } = verdictOf(
    [
      ...exchanges.flatMap((exchange) => judgeExchange(document, schemas, exchange)),
      ...judgeCoverage(document, exchanges),
      ...judgeDocument(document, ours),
      ...judgeTruth(ours, exchanges),
    ],
    deviations,
  );
  for (const { what, detail } of refused) console.error(`${what} (${detail})`);
  for (const what of unneeded)
    console.error(`${what}: in contract/deviations.ts, and nothing needs it any more`);
  console.log(
    `${exchanges.length} answers of ${operationsOf(document).size} operations: ${excused} differences with a reason, ${refused.length} without, ${unneeded.length} reasons that nothing needs`,
  );
  return refused.length + unneeded.length === 0 ? 0 : 1;
});

async function everyCase(
  document: Document,
  place: Place,
): Promise<{ exchanges: Exchange[]; ours: Document }> {
  const gateway = new Recorder(place.url, await place.token());
  const ours = await gateway.call<Document>("GET /1/openapi/openapi3.json", "anybody reads it", 200, {
    token: null,
  });
  const ids = {
    service: await services(gateway),
    aspect: await aspects(gateway),
    record: await metadata(gateway),
  };
  const tokens = { reader: await place.token("consumer:read"), writer: await place.token("consumer:write") };
  const wanted = requests(ids);
  const secured = [...operationsOf(document)].filter(([operation]) => operation in wanted);
  for (const named of secured) await refusals(gateway, named, wanted[named[0]] ?? {}, tokens);

  await place.stopDatabase();
  for (const [operation] of secured)
    await gateway.call(operation, "the database is away", 503, wanted[operation]);
  return { exchanges: gateway.exchanges, ours };
}

function documentOf(file: string): Document {
  try {
    return readDocument(file);
  } catch (error) {
    throw new CommandError(`--openapi ${file}: ${(error as Error).message}; wanted is ${DOCUMENT}`);
  }
}
