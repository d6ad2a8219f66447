/**
 * What takes long to load, in one module that is loaded when everything that can refuse a start has had its say. It is required as
 * they are, so that an error's class is the same on both sides.
 */
export { migrate } from "@ivcap/shared/database/migrate";
export { startPostgres } from "@ivcap/shared/local/postgres";
export { makeToken } from "./token";
