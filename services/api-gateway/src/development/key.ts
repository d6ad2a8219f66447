import { link, readFile, rm, writeFile } from "node:fs/promises";
import { ConfigError } from "@ivcap/shared/config";
import { exportJWK, generateKeyPair, importJWK, type JWK } from "jose";

export type SigningKey = JWK & { kid: string; alg: "RS256" };

/** RS256: what every client of the platform verifies. */
export async function newKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: crypto.randomUUID(), alg: "RS256", use: "sig" };
}

/**
 * The key in a file, which is made where it is missing, readable by its owner only. Two processes that make it at the same time end
 * with one key, and one that is killed leaves no half of it.
 *
 * @throws ConfigError that names DEVELOPMENT_KEY where the file cannot be read or holds no such key
 */
export async function keyIn(file: string): Promise<SigningKey> {
  try {
    return await read(file);
  } catch (error) {
    if (!isMissing(error)) throw refusal(file, error);
  }
  const draft = `${file}.${crypto.randomUUID()}`;
  try {
    await writeFile(draft, JSON.stringify(await newKey()), { mode: 0o600 });
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
    return await read(file);
  } catch (error) {
    throw refusal(file, error);
  } finally {
    await rm(draft, { force: true });
  }
}

async function read(file: string): Promise<SigningKey> {
  const key = JSON.parse(await readFile(file, "utf8")) as SigningKey;
  if (key.alg !== "RS256" || typeof key.kid !== "string" || key.d === undefined)
    throw new Error("it is no private JWK with alg RS256 and a kid");
  await importJWK(key, "RS256");
  return key;
}

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === "ENOENT";

const refusal = (file: string, error: unknown) =>
  new ConfigError([
    `DEVELOPMENT_KEY: ${JSON.stringify(file)} holds no signing key (${(error as Error).message}): name a file in a folder that can be written; one that is broken can be deleted, and tokens signed with it end`,
  ]);
