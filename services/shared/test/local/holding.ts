import { startPostgres } from "../../src/local/postgres";

/** A process that holds a Postgres until it is killed: `holding.ts [FOLDER]`. Prints where and what. */
const [directory] = process.argv.slice(2);
const postgres = await startPostgres(directory ? { directory } : {});
process.stdout.write(`${JSON.stringify({ pid: postgres.pid, url: postgres.url("postgres") })}\n`);
setInterval(() => {}, 60_000);
