import autocannon from "autocannon";

/** As many as the gateway has connections to its database. */
const CONNECTIONS = 10;

export type Load = {
  url: string;
  /** Of each request the next one, from the first again behind the last. */
  tokens: readonly string[];
  /** How long, or how many requests. */
  for: { duration: number } | { amount: number };
};

/** @returns answers per second. @throws Error where one was no success: then something else was measured */
export async function answersPerSecond({ url, tokens, for: until }: Load): Promise<number> {
  let sent = 0;
  let answered = 0;
  const start = performance.now();
  let end = start;
  const run = autocannon({
    url,
    connections: CONNECTIONS,
    ...until,
    requests: [
      {
        setupRequest: (request) => ({
          ...request,
          headers: { ...request.headers, authorization: `Bearer ${tokens[sent++ % tokens.length]}` },
        }),
      },
    ],
  });
  // Its own duration is counted in whole seconds where a number of requests ends the run.
  run.on("response", () => {
    answered++;
    end = performance.now();
  });
  const { non2xx, errors } = await run;
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} answers without success, ${errors} errors`);
  return (answered / (end - start)) * 1000;
}
