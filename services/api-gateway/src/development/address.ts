import { DEVELOPMENT } from "../authentication/config";

/** Where the gateway shows the page of development logins. */
export const PAGE_PATH = `${new URL(DEVELOPMENT.issuer).pathname}/device`;

/** An address of the development issuer as people reach it: the issuer knows no port, since its name has to outlive one. */
export const atBase = (url: string, base: string): string =>
  url.startsWith(`${DEVELOPMENT.issuer}/`)
    ? `${base}${new URL(DEVELOPMENT.issuer).pathname}${url.slice(DEVELOPMENT.issuer.length)}`
    : url;
