/** Milliseconds within which further signals are the same wish: npm passes on what the terminal has sent already. */
const SAME = 1_000;

/** The wish to stop: Ctrl-C, SIGTERM, or the terminal being closed. */
export interface Signals {
  readonly asked: Promise<NodeJS.Signals>;
  /** Asked a second time, by someone who does not want to wait. */
  readonly insisted: Promise<void>;
  isAsked(): boolean;
}

export function listenForSignals(): Signals {
  let first: number | undefined;
  let ask: (signal: NodeJS.Signals) => void = () => {};
  let insist = () => {};
  const asked = new Promise<NodeJS.Signals>((done) => {
    ask = done;
  });
  const insisted = new Promise<void>((done) => {
    insist = done;
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      first ??= Date.now();
      ask(signal);
      if (Date.now() - first > SAME) insist();
    });
  // A terminal that is gone takes no more words, which is no reason to lose the order of stopping.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  return { asked, insisted, isAsked: () => first !== undefined };
}
