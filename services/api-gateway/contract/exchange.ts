import type { OperationName } from "./document";

/** One request and its answer, off the wire. */
export type Exchange = {
  operation: OperationName;
  /** What it shows, in words. */
  title: string;
  expected: number;
  status: number;
  /** Names of the query parameters that were sent. */
  query: readonly string[];
  contentType: string | null;
  body: Buffer;
};

/** Something that is not as the document says, or as was expected. `what` is what a deviation names; `detail` is one case of it. */
export type Finding = { what: string; detail: string };

export type Request = {
  path?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
  /** The bearer token; none with `null`. */
  token?: string | null;
};

/** Calls the gateway and keeps every exchange. */
export class Recorder {
  readonly exchanges: Exchange[] = [];

  constructor(
    readonly url: string,
    private readonly token: string,
  ) {}

  /** @returns the body of the answer, parsed; nothing where it is no JSON */
  async call<T = unknown>(
    operation: OperationName,
    title: string,
    expected: number,
    request: Request = {},
  ): Promise<T> {
    const [method = "", template = ""] = operation.split(" ");
    const path = template.replace(/\{(\w+)\}/g, (_, name) => request.path?.[name] ?? "");
    const query = new URLSearchParams(request.query).toString();
    const token = request.token === undefined ? this.token : request.token;
    const answer = await fetch(`${this.url}${path}${query && `?${query}`}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(request.body === undefined ? {} : { "content-type": "application/json" }),
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { body: textOf(request.body) }),
      signal: AbortSignal.timeout(20_000),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    this.exchanges.push({
      operation,
      title,
      expected,
      status: answer.status,
      query: Object.keys(request.query ?? {}),
      contentType: answer.headers.get("content-type"),
      body,
    });
    return parse(body)?.value as T;
  }
}

/** The value of a JSON text in UTF-8; undefined where it is none. */
export function parse(body: Buffer): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)) };
  } catch {
    return undefined;
  }
}

const textOf = (body: unknown) => (typeof body === "string" ? body : JSON.stringify(body));
