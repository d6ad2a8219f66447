import type { Selectable, Transaction } from "kysely";
import { thisInstant } from "../database/change";
import type { Database } from "../database/connect";
import type { Tables } from "../database/tables";

export type Suspension = Selectable<Tables["suspension"]>;

/** All accounts that are suspended: few, so that each replica keeps them. */
export const suspensions = (database: Database): Promise<Suspension[]> =>
  database.selectFrom("suspension").selectAll().orderBy("since", "desc").execute();

/** @returns the suspension, with the reason it has now */
export async function suspend(
  transaction: Transaction<Tables>,
  { account, reason, operator }: Omit<Suspension, "since">,
): Promise<Suspension> {
  return await transaction
    .insertInto("suspension")
    .values({ account, reason, operator, since: thisInstant })
    .onConflict((conflict) => conflict.column("account").doUpdateSet({ reason, operator }))
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** @returns whether it was suspended */
export async function lift(transaction: Transaction<Tables>, account: string): Promise<boolean> {
  const { numDeletedRows } = await transaction
    .deleteFrom("suspension")
    .where("account", "=", account)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
