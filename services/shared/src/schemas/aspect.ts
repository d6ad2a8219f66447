import Type, { type Static } from "typebox";
import { instant, Link, listParameters, ref, text, uri } from "./common";

const id = Type.String({ description: "URN of the aspect" });
const entity = uri("What it is about");
const schema = uri("How its content is to be read");
const content = Type.Object({}, { description: "What is said", additionalProperties: true });
const contentType = Type.String({ description: "application/json" });
const validFrom = instant("Since when it holds");
const validTo = Type.Optional(instant("When it was retracted"));
const links = Type.Array(ref(Link));
/** What a page says beside its items: what was asked for, and of when it is. */
const about = {
  entity: Type.Optional(entity),
  schema: Type.Optional(text("Schema, with % for any text")),
  "aspect-path": Type.Optional(text("JSON path that the contents match")),
  "at-time": instant("The state of which instant this is"),
  links,
};

export const AspectId = Type.Object({ id }, { $id: "AspectIDRT", description: "The aspect that was added" });

export const Aspect = Type.Object(
  {
    id,
    entity,
    schema,
    content,
    "content-type": contentType,
    account: uri("URN of the account that owns it"),
    policy: uri("Who may see it"),
    asserter: uri("URN of the principal who added it"),
    "valid-from": validFrom,
    "valid-to": validTo,
    retracter: Type.Optional(uri("URN of the principal who retracted it")),
    replaces: Type.Optional(uri("URN of the aspect that it took the place of")),
    links,
  },
  { $id: "AspectRT", description: "A statement about an entity" },
);

export const AspectListItem = Type.Object(
  {
    id,
    entity,
    schema,
    content: Type.Optional(content),
    "content-type": contentType,
    "valid-from": validFrom,
    "valid-to": validTo,
  },
  { $id: "AspectListItemRT", description: "An aspect in a list" },
);

export const AspectList = Type.Object(
  {
    items: Type.Array(ref(AspectListItem)),
    ...about,
  },
  { $id: "AspectListRT", description: "A page of aspects" },
);

export const MetadataRecordId = Type.Object(
  { "record-id": Type.String({ description: "URN of the record" }) },
  { $id: "AddMetaRT", description: "The record that was added" },
);

export const MetadataRecord = Type.Object(
  {
    id: Type.String({ description: "URN of the record" }),
    entity,
    schema,
    aspect: content,
    asserter: uri("URN of the principal who added it"),
    "valid-from": validFrom,
    "valid-to": validTo,
    revoker: Type.Optional(uri("URN of the principal who retracted it")),
    links,
  },
  { $id: "MetadataRecordRT", description: "An aspect, as clients before 0.30 know it" },
);

export const MetadataListItem = Type.Object(
  {
    id: Type.String({ description: "URN of the record" }),
    entity,
    schema,
    aspect: Type.Optional(content),
    "aspect-context": Type.Optional(text("What of the content matched")),
  },
  { $id: "MetadataListItemRT", description: "A record in a list" },
);

export const MetadataList = Type.Object(
  {
    items: Type.Array(ref(MetadataListItem)),
    ...about,
  },
  { $id: "ListMetaRT", description: "A page of records" },
);

const path = (description: string) =>
  Type.Optional(
    Type.String({
      description: `${description}: SQL/JSON path, such as \`$.images[*] ? (@.size > 10000)\` (https://www.postgresql.org/docs/17/functions-json.html#FUNCTIONS-SQLJSON-PATH)`,
      maxLength: 2000,
    }),
  );
const orderBy = Type.Optional(
  text("entity, schema, policy, account, or valid_from for all else; the first of a list counts"),
);
const orderDesc = (otherwise: boolean) =>
  Type.Optional(Type.Boolean({ description: `Newest, or last, first [${otherwise}]` }));

export const AspectListQuery = Type.Object({
  ...listParameters,
  entity: Type.Optional(text("What the aspects are about")),
  schema: Type.Optional(text("Schema, with % for any text")),
  "content-path": path("What the contents match"),
  "aspect-path": path("As `content-path`, which wins; older clients send it"),
  "order-by": orderBy,
  "order-direction": Type.Optional(text("ASC or DESC [DESC]")),
  "order-desc": orderDesc(true),
  "include-content": Type.Optional(Type.Boolean({ description: "Give the contents, too [false]" })),
});
export type AspectListQuery = Static<typeof AspectListQuery>;

export const MetadataListQuery = Type.Object({
  ...listParameters,
  "entity-id": Type.Optional(text("What the records are about")),
  schema: Type.Optional(text("Schema, with % for any text")),
  "aspect-path": path("What the contents match"),
  "order-by": orderBy,
  "order-desc": orderDesc(false),
  "include-content": Type.Optional(Type.Boolean({ description: "Give the contents, too [true]" })),
});
export type MetadataListQuery = Static<typeof MetadataListQuery>;

export const AspectAddQuery = Type.Object({
  entity: text("What the aspect is about"),
  schema: text("How its content is to be read"),
  policy: Type.Optional(text("Who may see it")),
});

export const ASPECT = [
  AspectId,
  Aspect,
  AspectListItem,
  AspectList,
  MetadataRecordId,
  MetadataRecord,
  MetadataListItem,
  MetadataList,
];
