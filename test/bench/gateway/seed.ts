import { DEFAULTS } from "@ivcap/shared/policy/table";
import { Client } from "pg";
import { ACCOUNT } from "./issuer";

export const SCHEMA = "urn:example:schema:bench.1";

/** Aspects of the account, one a second back from now, each about another entity: written by SQL, since only reading is measured. */
export async function seedAspects(databaseUrl: string, count: number): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `insert into aspect (id, entity, schema, content, account, policy, asserter, valid_from)
       select gen_random_uuid(), 'urn:example:thing:' || n, $1, jsonb_build_object('number', n), $2, $3, $4,
         date_trunc('milliseconds', now()) - n * interval '1 second'
       from generate_series(1, $5::int) n`,
      [SCHEMA, `urn:ivcap:account:${ACCOUNT}`, DEFAULTS.aspect, "urn:ivcap:principal:bench", count],
    );
    await client.query("vacuum analyze aspect");
  } finally {
    await client.end();
  }
}

/** One request as a client; with a body it is a POST. @throws Error unless it is answered with success */
export async function call<T>(url: string, token: string, body?: object): Promise<T> {
  const answer = await fetch(url, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}: ${text}`);
  return JSON.parse(text) as T;
}
