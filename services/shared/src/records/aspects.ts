import { randomUUID } from "node:crypto";
import { type Expression, type Selectable, type SqlBool, sql, type Transaction } from "kysely";
import { lockOn, thisInstant } from "../database/change";
import type { Database } from "../database/connect";
import type { Tables } from "../database/tables";
import { atTime, type Page, type PageRequest, pageOf } from "./page";

/** An aspect, with its content as JSON text. */
export type AspectRow = Omit<Selectable<Tables["aspect"]>, "content"> & { content: string };

export type AspectOrder = "valid_from" | "entity" | "schema" | "policy" | "account" | "asserter";

export type ListedAspect = Pick<AspectRow, "id" | "entity" | "schema" | "valid_from" | "valid_to"> & {
  content?: string;
};

const COLUMNS = [
  "id",
  "entity",
  "schema",
  "account",
  "policy",
  "asserter",
  "valid_from",
  "valid_to",
  "retracter",
  "replaces",
] as const;
/** JSON keeps every digit of a number only as text. */
const contentText = sql<string>`content::text`.as("content");

/** Retracted ones, too: who knows the id may read what was said. */
export const readAspect = (database: Database, id: string): Promise<AspectRow | undefined> =>
  database
    .selectFrom("aspect")
    .select([...COLUMNS, contentText])
    .where("id", "=", id)
    .executeTakeFirst();

/** How long Postgres may look for what matches a client's JSON path, in milliseconds. */
const PATH_TIMEOUT = 2_000;

export async function listAspects(
  database: Database,
  request: PageRequest<AspectOrder> & { content: boolean; path?: string },
): Promise<Page<ListedAspect>> {
  const { path } = request;
  if (path === undefined) return await listIn(database, request);
  return await database.transaction().execute(async (transaction) => {
    await sql`set local statement_timeout = ${sql.lit(PATH_TIMEOUT)}`.execute(transaction);
    const where = [...request.where, sql<boolean>`content @? ${path}::jsonpath`];
    return await listIn(transaction, { ...request, where });
  });
}

async function listIn(
  database: Database | Transaction<Tables>,
  request: PageRequest<AspectOrder> & { content: boolean },
): Promise<Page<ListedAspect>> {
  const query = database
    .selectFrom("aspect")
    .select(["id", "entity", "schema", "valid_from", "valid_to", `${request.order} as order_value`, atTime])
    .$if(request.content, (shown) => shown.select(contentText));
  return await pageOf(database, query, "id", request);
}

export const ofEntity = (entity: string): Expression<SqlBool> => sql`entity = ${entity}`;

/** `%` stands for any text; all else, `_` included, for itself. */
export const ofSchema = (pattern: string): Expression<SqlBool> =>
  pattern.includes("%")
    ? sql`schema like ${pattern.replaceAll("\\", "\\\\").replaceAll("_", "\\_")}`
    : sql`schema = ${pattern}`;

export type NewAspect = Pick<AspectRow, "entity" | "schema" | "account" | "policy" | "asserter" | "content">;

export async function addAspect(
  transaction: Transaction<Tables>,
  aspect: NewAspect,
  replaced?: { id: string; at: string },
): Promise<AspectRow> {
  return await transaction
    .insertInto("aspect")
    .values({
      ...aspect,
      id: randomUUID(),
      valid_from: replaced?.at ?? thisInstant,
      replaces: replaced?.id ?? null,
    })
    .returning([...COLUMNS, contentText])
    .executeTakeFirstOrThrow();
}

/** The account's active aspects of an entity and schema, two at most, and nobody else replaces or adds them by `PUT` meanwhile. */
export async function holdAspects(
  transaction: Transaction<Tables>,
  { entity, schema, account }: Pick<NewAspect, "entity" | "schema" | "account">,
): Promise<AspectRow[]> {
  await lockOn(transaction, "aspect", account, entity, schema);
  return await transaction
    .selectFrom("aspect")
    .select([...COLUMNS, contentText])
    .where("entity", "=", entity)
    .where("schema", "=", schema)
    .where("account", "=", account)
    .where("valid_to", "is", null)
    .limit(2)
    .forUpdate()
    .execute();
}

/** One aspect, retracted or not, that nobody else retracts meanwhile. */
export const holdAspect = (transaction: Transaction<Tables>, id: string): Promise<AspectRow | undefined> =>
  transaction
    .selectFrom("aspect")
    .select([...COLUMNS, contentText])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();

/** @returns when: what takes its place holds from that very instant; undefined where it was retracted before */
export async function retractAspect(
  transaction: Transaction<Tables>,
  id: string,
  retracter: string,
): Promise<string | undefined> {
  const row = await transaction
    .updateTable("aspect")
    .set({ valid_to: thisInstant, retracter })
    .where("id", "=", id)
    .where("valid_to", "is", null)
    .returning("valid_to")
    .executeTakeFirst();
  return row?.valid_to ?? undefined;
}

/** Whether an aspect says this already. */
export async function saysSame(
  transaction: Transaction<Tables>,
  aspect: AspectRow,
  wanted: Pick<NewAspect, "content" | "policy" | "entity" | "schema">,
): Promise<boolean> {
  if (aspect.policy !== wanted.policy || aspect.entity !== wanted.entity || aspect.schema !== wanted.schema)
    return false;
  const { same } = await transaction
    .selectNoFrom(sql<boolean>`${aspect.content}::jsonb = ${wanted.content}::jsonb`.as("same"))
    .executeTakeFirstOrThrow();
  return same;
}
