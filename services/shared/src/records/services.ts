import { randomUUID } from "node:crypto";
import { type Selectable, sql, type Transaction } from "kysely";
import { lockOn, thisInstant } from "../database/change";
import type { Database } from "../database/connect";
import type { Tables } from "../database/tables";
import type { ServiceDefinition } from "../schemas/service";
import { atTime, type Page, type PageRequest, pageOf } from "./page";

/** A revision, with its definition; `service` is the uuid, `disabled_at` of the service as it is now. */
export type ServiceRow = Omit<Selectable<Tables["service_revision"]>, "definition"> & {
  definition: ServiceDefinition;
  disabled_at: string | null;
};

export type ServiceOrder = "published_at" | "name";

/** What a list shows of a service. */
export type ListedService = Pick<
  ServiceRow,
  "account" | "policy" | "name" | "description" | "banner" | "published_at" | "valid_from" | "valid_to"
> & { id: string; workflow: string; tags: string[] | null };

const revisions = (database: Database | Transaction<Tables>) =>
  database
    .selectFrom("service_revision")
    .innerJoin("service", "service.id", "service_revision.service")
    .selectAll("service_revision")
    .select("service.disabled_at")
    .$narrowType<{ definition: ServiceDefinition }>();

/** A service as it is now; undefined where there is none or it was deleted. */
export const readService = (database: Database, id: string): Promise<ServiceRow | undefined> =>
  revisions(database).where("service", "=", id).where("valid_to", "is", null).executeTakeFirst();

export async function listServices(
  database: Database,
  request: PageRequest<ServiceOrder>,
): Promise<Page<ListedService>> {
  const query = database
    .selectFrom("service_revision")
    .select([
      "service as id",
      "account",
      "policy",
      "name",
      "description",
      "banner",
      "published_at",
      "valid_from",
      "valid_to",
      sql<string>`definition -> 'workflow' ->> 'type'`.as("workflow"),
      sql<string[] | null>`definition -> 'tags'`.as("tags"),
      `${request.order} as order_value`,
      atTime,
    ]);
  return await pageOf(database, query, "service", request);
}

/** A service for as long as the transaction lasts: nobody else changes it, or makes one under its id. */
export type HeldService = {
  /** Who owns the id; it stays theirs after deletion. Undefined where there never was such a service. */
  owner?: string;
  /** Undefined where it was deleted. */
  open?: ServiceRow;
};

export async function holdService(transaction: Transaction<Tables>, id: string): Promise<HeldService> {
  await lockOn(transaction, "service", id);
  const service = await transaction
    .selectFrom("service")
    .select("account")
    .where("id", "=", id)
    .executeTakeFirst();
  if (service === undefined) return {};
  const open = await revisions(transaction)
    .where("service", "=", id)
    .where("valid_to", "is", null)
    .executeTakeFirst();
  return { owner: service.account, ...(open === undefined ? {} : { open }) };
}

export type NewRevision = {
  account: string;
  author: string;
  policy: string;
  definition: ServiceDefinition;
};

/**
 * A new service. Where the account has one already with exactly this definition it is that one: a client that did not hear the answer
 * and asks again makes no second service.
 */
export async function addService(
  transaction: Transaction<Tables>,
  revision: NewRevision,
): Promise<{ row: ServiceRow; added: boolean }> {
  const digest = await digestOf(transaction, revision);
  await lockOn(transaction, "definition", revision.account, digest);
  const same = await revisions(transaction)
    .where("service_revision.account", "=", revision.account)
    .where("digest", "=", digest)
    .where("valid_to", "is", null)
    .executeTakeFirst();
  if (same !== undefined) return { row: same, added: false };
  return { row: await insertService(transaction, randomUUID(), revision), added: true };
}

/** A new service under an id that its provider chose. */
export async function insertService(
  transaction: Transaction<Tables>,
  id: string,
  revision: NewRevision,
): Promise<ServiceRow> {
  await transaction
    .insertInto("service")
    .values({ id, account: revision.account, published_at: thisInstant })
    .execute();
  return await insertRevision(transaction, id, revision);
}

/** Ends the open revision and adds the next, unless it says the same. */
export async function reviseService(
  transaction: Transaction<Tables>,
  id: string,
  open: ServiceRow | undefined,
  revision: NewRevision,
): Promise<{ row: ServiceRow; changed: boolean }> {
  if (open !== undefined && open.digest === (await digestOf(transaction, revision))) {
    return { row: open, changed: false };
  }
  const since = open === undefined ? undefined : await endService(transaction, id);
  return { row: await insertRevision(transaction, id, revision, since), changed: true };
}

/**
 * The open revision ends; it stays for the orders that ran it.
 *
 * @returns when: the next one begins at that very instant
 */
export async function endService(transaction: Transaction<Tables>, id: string): Promise<string | undefined> {
  const ended = await transaction
    .updateTable("service_revision")
    .set({ valid_to: thisInstant })
    .where("service", "=", id)
    .where("valid_to", "is", null)
    .returning("valid_to")
    .executeTakeFirst();
  return ended?.valid_to ?? undefined;
}

async function insertRevision(
  transaction: Transaction<Tables>,
  id: string,
  revision: NewRevision,
  since?: string,
): Promise<ServiceRow> {
  const { account, author, policy, definition } = revision;
  const text = JSON.stringify(definition);
  await transaction
    .insertInto("service_revision")
    .columns([
      "service",
      "revision",
      "account",
      "policy",
      "name",
      "description",
      "banner",
      "definition",
      "digest",
      "published_at",
      "valid_from",
      "author",
    ])
    .expression((from) =>
      from
        .selectFrom("service")
        .where("id", "=", id)
        .select([
          "id",
          sql<number>`1 + (select coalesce(max(revision), 0) from service_revision where service = ${id}::uuid)`.as(
            "revision",
          ),
          sql<string>`${account}::text`.as("account"),
          sql<string>`${policy}::text`.as("policy"),
          sql<string>`${nameOf(id, definition)}::text`.as("name"),
          sql<string | null>`${definition.description}::text`.as("description"),
          sql<string | null>`${definition.banner ?? null}::text`.as("banner"),
          sql<string>`${text}::jsonb`.as("definition"),
          digest(text, policy).as("digest"),
          "published_at",
          (since === undefined ? thisInstant : sql<string>`${since}::timestamptz`).as("valid_from"),
          sql<string>`${author}::text`.as("author"),
        ]),
    )
    .execute();
  return await revisions(transaction)
    .where("service", "=", id)
    .where("valid_to", "is", null)
    .executeTakeFirstOrThrow();
}

/**
 * Disables a service, which takes no orders then, or enables it again. It is the operator's word: no revision of its provider changes it.
 *
 * @param reason undefined enables it
 */
export async function setDisabled(
  transaction: Transaction<Tables>,
  id: string,
  reason: string | undefined,
): Promise<void> {
  await transaction
    .updateTable("service")
    .set({ disabled_at: reason === undefined ? null : thisInstant, disabled_reason: reason ?? null })
    .where("id", "=", id)
    .execute();
}

/** Clients take it for granted that a service has a name. */
const nameOf = (id: string, definition: ServiceDefinition) => definition.name || `Service ${id}`;

/** Two definitions are the same where Postgres stores the same and the policy is the same: order of members and spaces do not count. */
const digest = (definition: string, policy: string) =>
  sql<string>`encode(sha256(convert_to(${policy}::text || ' ' || (${definition}::jsonb)::text, 'UTF8')), 'hex')`;

async function digestOf(
  transaction: Transaction<Tables>,
  { definition, policy }: NewRevision,
): Promise<string> {
  const row = await transaction
    .selectNoFrom(digest(JSON.stringify(definition), policy).as("digest"))
    .executeTakeFirstOrThrow();
  return row.digest;
}
