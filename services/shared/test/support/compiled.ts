import {
  DummyDriver,
  type Expression,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from "kysely";

/** Builds SQL for Postgres and sends it nowhere. */
export const builder = new Kysely<Record<string, Record<string, unknown>>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** The SQL of an expression, and the parameters bound to it. */
export function compiled(expression: Expression<unknown>): { sql: string; parameters: readonly unknown[] } {
  const { sql: text, parameters } = sql`${expression}`.compile(builder);
  return { sql: text, parameters };
}
