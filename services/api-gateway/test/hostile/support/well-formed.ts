import type { Received } from "./wire";

/** Members that clients parse, by status (IVCAP API 0.43), and those that may be there. */
const BODIES: Record<number, { must: string[]; may?: string[] }> = {
  403: { must: ["message"], may: ["id"] },
  404: { must: ["id", "message"] },
  422: { must: ["name", "message"], may: ["value"] },
};

/** What is wrong with an answer as any client would see it; nothing where all is well. It is never our own fault: 5xx. */
export function problemsOf({ status, headers, text, json }: Received, method = "GET"): string[] {
  const problems: string[] = [];
  if (status >= 500) problems.push(`${status} ${text}`);
  for (const [name, value] of Object.entries(ALWAYS))
    if (!value.test(String(headers[name]))) problems.push(`header ${name} is ${headers[name]}`);
  if (status >= 400) {
    if (!headers["goa-error"]) problems.push("no header goa-error");
    if (headers["content-type"] !== "application/json; charset=utf-8")
      problems.push(`Content-Type ${headers["content-type"]}`);
    if (method !== "HEAD") {
      const { must, may = [] } = BODIES[status] ?? { must: ["message"] };
      for (const member of must)
        if (typeof json[member] !== "string") problems.push(`no member ${member} in ${text.slice(0, 200)}`);
      for (const member of Object.keys(json))
        if (![...must, ...may].includes(member)) problems.push(`member ${member} in ${text.slice(0, 200)}`);
    }
  }
  return problems;
}

const ALWAYS = {
  "x-content-type-options": /^nosniff$/,
  "content-security-policy": /^default-src 'none'/,
  "referrer-policy": /^no-referrer$/,
  // Lists of keys may be kept, logins must not.
  "cache-control": /^(private, no-cache|no-store|public, max-age=300)$/,
};
