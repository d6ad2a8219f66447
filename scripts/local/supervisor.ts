import { endOf, filesIn, makeSecrets } from "./files";
import { explained, takeFolder } from "./folder";
import { endLeftover, leftover, spawnGateway } from "./gateway";
import { greeting } from "./greeting";
import type { LocalOptions } from "./options";
import { requireFree } from "./port";
import { listenForSignals, type Signals } from "./signals";

/** Asked to stop before it was up. */
class Interrupted extends Error {}

/** What to undo, last first. */
type Undo = (() => Promise<unknown>)[];

/**
 * Starts Postgres and the gateway, and stays until it is asked to stop or one of them ends. A part that crashes ends the whole: what
 * crashes once would again, and a run that heals itself in silence would hide it.
 *
 * @returns the exit code: 0 where it was asked to stop, 1 where a part ended by itself
 */
export async function runLocal(options: LocalOptions): Promise<number> {
  const signals = listenForSignals();
  const undo: Undo = [];
  try {
    const { ended } = await start(options, signals, undo);
    const crash = await Promise.race([signals.asked.then(() => undefined), ended]);
    if (crash !== undefined) {
      console.error(crash);
      return 1;
    }
    console.log(`\nstopping (${await signals.asked}): what has begun is answered first`);
    return 0;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw explained(error, options.data);
    console.log(`\nstopped (${await signals.asked}) before it was up`);
    return 0;
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

type Running = {
  /** Settles when a part ends by itself, with what to say then. */
  ended: Promise<string>;
};

async function start({ data, port }: LocalOptions, signals: Signals, undo: Undo): Promise<Running> {
  const files = filesIn(data);
  takeFolder(files);
  const left = leftover(files);
  if (!left) await requireFree(port);
  const gateway = spawnGateway(files);
  undo.push(() => gateway.drain());
  void signals.insisted.then(() => gateway.kill());

  // Loaded while the gateway loads.
  const { makeToken, migrate, startPostgres } = await import("./parts");
  goOn(signals);
  const postgres = await startPostgres({ directory: files.postgres });
  undo.unshift(() => postgres.stop()); // after the gateway
  if (left) await endLeftover(left).then(() => requireFree(port));
  goOn(signals);

  const pagingKey = makeSecrets(files);
  const token = await makeToken(files);
  const databaseUrl = await postgres.ensure("ivcap");
  await migrate(databaseUrl);
  goOn(signals);

  const opened = gateway.open({
    ENVIRONMENT: "local",
    HOST: "127.0.0.1",
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    PAGING_KEY: pagingKey,
    AUTH_MODE: "development",
    DEVELOPMENT_KEY: files.developmentKey,
    DRAIN_DELAY_MS: "0", // no proxy stands before it that would have to hear of it
  });
  const listening = await Promise.race([opened, signals.asked.then(() => undefined)]);
  if (listening === undefined) throw new Interrupted();

  // The CLI's own tests know a local deployment by this name.
  const url = listening.replace("127.0.0.1", "localhost");
  console.log(greeting({ url, token, files, data, seconds: performance.now() / 1_000 }));
  const gatewayEnded = gateway.ended.then(
    (how) => `the gateway ended (${how}), so everything stops; the end of its log:\n${endOf(files.log)}`,
  );
  const postgresEnded = postgres.ended.then(
    (log) => `Postgres ended, so everything stops; the end of its log:\n${log}`,
  );
  return { ended: Promise.race([gatewayEnded, postgresEnded]) };
}

function goOn(signals: Signals): void {
  if (signals.isAsked()) throw new Interrupted();
}
