import { type Operation, type OperationName, parametersOf } from "../document";
import type { Recorder, Request } from "../exchange";

export type Tokens = {
  /** Of the same account, without the scope to change anything. */
  reader: string;
  /** Of the same account, without the scope to read anything. */
  writer: string;
};

/** An id of the right form that nothing has. */
const UNKNOWN = "5f0c1c1e-0000-4000-8000-000000000000";

/** What every operation refuses, derived from what the document says of it. */
export async function refusals(
  gateway: Recorder,
  [operation, said]: [OperationName, Operation],
  request: Request,
  { reader, writer }: Tokens,
): Promise<void> {
  const reads = operation.startsWith("GET ");
  const refused = (title: string, status: number, changed: Request) =>
    gateway.call(operation, title, status, { ...request, ...changed });

  await refused("there is no token", 401, { token: null });
  await refused("the token is no token", 401, { token: "made.up.token" });
  await refused("the scope is missing", 403, { token: reads ? writer : reader });

  for (const { name, required } of parametersOf(said).filter((parameter) => parameter.in === "query")) {
    const { [name]: _, ...others } = request.query ?? {};
    if (required) await refused(`${name} is left out`, 422, { query: others });
    const wrong = WRONG[name];
    if (wrong !== undefined) await refused(`${name} is wrong`, 422, { query: { ...others, [name]: wrong } });
  }
  if (operation.includes("{id}")) {
    await refused("there is none of that id", 404, { path: { id: UNKNOWN } });
    await refused("the id is of another kind", 422, { path: { id: `urn:ivcap:order:${UNKNOWN}` } });
  }
  if (said.requestBody !== undefined) {
    await refused("the body is no JSON", 400, { body: '{"size": ' });
    await refused("the body is no object", 422, { body: "[1]" });
    await refused("the body is too large", 413, { body: { text: "x".repeat(MEBIBYTE) } });
    await refused("the body is of another type", 415, {
      headers: { "content-type": "text/csv" },
      body: "a,b",
    });
  }
}

/** What is read of a body, unless configured otherwise. */
const MEBIBYTE = 1_048_576;

/** Values that the parameters cannot have. */
const WRONG: Readonly<Record<string, string>> = {
  limit: "many",
  "at-time": "yesterday",
  filter: "nothing at all = this",
  page: "no-token-of-ours",
  "content-path": "$.[",
  "aspect-path": "$.[",
  "include-content": "perhaps",
  "force-create": "perhaps",
  policy: "urn:ivcap:policy:no.such.policy",
  "policy-id": "urn:ivcap:policy:no.such.policy",
};
