import { adapterOf } from "@ivcap/shared/adapters";
import { ConfigError, configOf } from "@ivcap/shared/config";
import { forgetAnswers } from "@ivcap/shared/database/change";
import { connect } from "@ivcap/shared/database/connect";
import { drainOnSignal } from "@ivcap/shared/http/drain";
import { loggerOf } from "@ivcap/shared/logs";
import { buildApp } from "./app";
import { createAuthenticator } from "./authentication/authenticator";
import { Config } from "./config";

const HOUR = 3_600_000;

/** The process: its configuration, its parts, a port, and an end without a dropped request. */
async function main(): Promise<void> {
  const config = configOf(Config, process.env);
  const logger = loggerOf({ service: "api-gateway", level: config.LOG_LEVEL });
  const open = (url: string) =>
    connect(url, {
      connections: config.DATABASE_CONNECTIONS,
      onError: (error) => logger.warn({ err: error }, "a connection to the database broke"),
    });
  const database = adapterOf("DATABASE_URL", config.DATABASE_URL, { postgres: open, postgresql: open });
  const authenticator = createAuthenticator(config, logger);
  const app = await buildApp({ config, database, authenticator, logger });

  const cleaning = setInterval(() => {
    forgetAnswers(database).catch((error) =>
      logger.warn({ err: error }, "old answers are not forgotten yet"),
    );
  }, HOUR);
  app.addHook("onClose", async () => {
    clearInterval(cleaning);
    await database.destroy();
  });

  drainOnSignal(app, { delay: config.DRAIN_DELAY_MS, limit: config.DRAIN_LIMIT_MS });
  const listening = await app.listen({ host: config.HOST, port: config.PORT });
  process.send?.({ listening });
}

main().catch((error) => {
  // Configuration is the operator's to mend: a line for each mistake, and no stack.
  process.stderr.write(`${error instanceof ConfigError ? error.lines.join("\n") : (error as Error).stack}\n`);
  process.exitCode = 1;
  process.exit();
});
