import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

export const ACCOUNT = "45a06508-5c3a-4678-8e6d-e6399bf27538";
const AUDIENCE = "https://bench.example/";
const ALGORITHM = "RS256"; // what most issuers sign with

/** An issuer on this machine, which the gateway asks for its keys as it would any. */
export async function startIssuer() {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM);
  const keys = [{ ...(await exportJWK(publicKey)), kid: "bench", alg: ALGORITHM, use: "sig" }];
  const server = createServer((request, answer) => {
    const said = request.url?.startsWith("/.well-known/")
      ? { issuer: url, jwks_uri: `${url}/keys` }
      : { keys };
    answer.setHeader("content-type", "application/json").end(JSON.stringify(said));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const token = () =>
    new SignJWT({ acc: ACCOUNT, jti: randomUUID() })
      .setProtectedHeader({ alg: ALGORITHM, kid: "bench" })
      .setIssuer(url)
      .setAudience(AUDIENCE)
      .setSubject("bench")
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(privateKey);
  return {
    /** Variables by which the gateway knows it. */
    settings: { AUTH_ISSUER: url, AUTH_AUDIENCE: AUDIENCE, AUTH_CLIENT_ID: "bench" },
    /** Tokens that nobody has seen before. */
    tokens: (count: number) => Promise.all(Array.from({ length: count }, token)),
    stop: () => new Promise<void>((closed) => server.close(() => closed()).closeAllConnections()),
  };
}
