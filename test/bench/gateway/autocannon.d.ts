/** What is used of autocannon, which has no types of its own. */
declare module "autocannon" {
  type Request = { method?: string; path?: string; headers?: Record<string, string> };
  type Options = {
    url: string;
    connections: number;
    /** Seconds. */
    duration?: number;
    /** Requests, in place of a duration. */
    amount?: number;
    requests: { setupRequest: (request: Request) => Request }[];
  };
  type Result = { non2xx: number; errors: number };
  type Run = Promise<Result> & { on(event: "response", listener: () => void): void };
  const autocannon: (options: Options) => Run;
  export = autocannon;
}
