import type { Database } from "@ivcap/shared/database/connect";
import type { pageTokens } from "@ivcap/shared/paging";
import type { Policy } from "@ivcap/shared/policy/policy";
import type { Cursor } from "@ivcap/shared/records/page";
import type { Turns } from "@ivcap/shared/turns";
import type { FastifyRequest } from "fastify";
import type { Standing } from "./standing";

/** What routes work with; made once by app.ts. */
export type Parts = {
  database: Database;
  policy: Policy;
  standing: Standing;
  tokens: ReturnType<typeof pageTokens<PageState>>;
  /** JSON paths can be made to take their whole time: an account may not hold all connections with them. */
  paths: Turns;
  /** What absolute links of an answer to this request begin with. */
  base: (request: FastifyRequest) => string;
};

/** What a page token holds: the query of the first page, and where the last one ended. */
export type PageState = {
  query: Record<string, string | number | boolean | undefined>;
  atTime: string;
  after: Cursor;
};
