import { selfLinks } from "@ivcap/shared/links";
import type { AspectRow, ListedAspect } from "@ivcap/shared/records/aspects";
import { urnOf } from "@ivcap/shared/urn";
import { withMember } from "./body";

/** One store, two shapes of it: `/1/aspects`, and `/1/metadata` as clients before 0.30 know it. */
export type Projection = {
  /** Path under `/1/`, and the list that page tokens are bound to. */
  resource: "aspects" | "metadata";
  kind: "aspect" | "record";
  /** What its list calls the entity and the JSON path, for errors. */
  parameters: { entity: string; path: string };
  /** Answer to what was added. */
  added: (id: string) => object;
  /** JSON of an item of a list. */
  item: (row: ListedAspect) => string;
  /** JSON of one by itself. */
  one: (base: string, row: AspectRow) => string;
};

/** As clients compare it: without parameters such as a character set. */
const CONTENT_TYPE = "application/json";

export const ASPECTS: Projection = {
  resource: "aspects",
  kind: "aspect",
  parameters: { entity: "entity", path: "content-path" },
  added: (id) => ({ id: urnOf("aspect", id) }),
  item: (row) =>
    spliced(
      {
        id: urnOf("aspect", row.id),
        entity: row.entity,
        schema: row.schema,
        "content-type": CONTENT_TYPE,
        "valid-from": row.valid_from,
        ...validTo(row),
      },
      "content",
      row.content,
    ),
  one: (base, row) =>
    withMember(
      {
        id: urnOf("aspect", row.id),
        entity: row.entity,
        schema: row.schema,
        "content-type": CONTENT_TYPE,
        account: row.account,
        policy: row.policy,
        asserter: row.asserter,
        "valid-from": row.valid_from,
        ...validTo(row),
        ...(row.retracter === null ? {} : { retracter: row.retracter }),
        ...(row.replaces === null ? {} : { replaces: urnOf("aspect", row.replaces) }),
        links: selfLinks(base, "aspects", row.id, "AspectRT"),
      },
      "content",
      row.content,
    ),
};

export const METADATA: Projection = {
  resource: "metadata",
  kind: "record",
  parameters: { entity: "entity-id", path: "aspect-path" },
  added: (id) => ({ "record-id": urnOf("record", id) }),
  item: (row) =>
    spliced({ id: urnOf("record", row.id), entity: row.entity, schema: row.schema }, "aspect", row.content),
  one: (base, row) =>
    withMember(
      {
        id: urnOf("record", row.id),
        entity: row.entity,
        schema: row.schema,
        asserter: row.asserter,
        "valid-from": row.valid_from,
        ...validTo(row),
        ...(row.retracter === null ? {} : { revoker: row.retracter }),
        links: selfLinks(base, "metadata", row.id, "MetadataRecordRT"),
      },
      "aspect",
      row.content,
    ),
};

const validTo = (row: { valid_to: string | null }) =>
  row.valid_to === null ? {} : { "valid-to": row.valid_to };

const spliced = (object: object, member: string, json: string | undefined) =>
  json === undefined ? JSON.stringify(object) : withMember(object, member, json);
