import type { AddressInfo } from "node:net";
import { migrate } from "@ivcap/shared/database/migrate";
import { startPostgres } from "@ivcap/shared/local/postgres";
import { makeTemplate, POSTGRES } from "../../shared/test/support/database";
import { ALICE, gateway } from "../test/support/gateway";

export type Place = {
  /** Where the gateway listens. */
  url: string;
  /** A token of the provider whom the cases play; with all scopes, or with these alone. */
  token(scope?: string): Promise<string>;
  stopDatabase(): Promise<void>;
};

/** The gateway as it ships, on a port and a Postgres of its own, for as long as it is used. */
export async function withGateway<T>(use: (place: Place) => Promise<T>): Promise<T> {
  const postgres = await startPostgres();
  try {
    process.env[POSTGRES] = postgres.url("postgres");
    await makeTemplate(migrate);
    const { app, database, token } = await gateway();
    try {
      await app.listen({ host: "127.0.0.1", port: 0 });
      return await use({
        url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
        token: (scope) => token(ALICE, scope === undefined ? {} : { scope }),
        stopDatabase: () => postgres.stop(),
      });
    } finally {
      await app.close();
      await database.destroy();
    }
  } finally {
    await postgres.stop();
  }
}
