/** Of every answer: nothing here is a page, and nothing is kept by caches that others read. */
export const SECURITY_HEADERS = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "cache-control": "private, no-cache",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
} as const;
