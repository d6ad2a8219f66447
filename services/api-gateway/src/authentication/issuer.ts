import { type ApiError, notAvailable } from "@ivcap/shared/errors";
import {
  createLocalJWKSet,
  errors,
  type FlattenedJWSInput,
  type JSONWebKeySet,
  type JWK,
  type JWTHeaderParameters,
} from "jose";
import * as oauth from "oauth4webapi";
import type { AuthSettings } from "./config";
import { Remembered, type Times } from "./remembered";
import type { Transport } from "./transport";

/** What of an issuer's discovery is used, each checked to be an URL that may be asked. */
export type Endpoints = { keys: string; token?: string; deviceAuthorization?: string };

type Log = { warn(details: object, message: string): void };
type KeySet = { text: string; json: JSONWebKeySet; find: ReturnType<typeof createLocalJWKSet> };

const HOUR = 3_600_000;
/** Keys are looked at again every five minutes; an issuer that is away for a day may not be who it was. */
const KEYS: Times = { fresh: HOUR / 12, stale: HOUR / 4, end: 24 * HOUR, cooldown: 30_000 };
const DISCOVERY: Times = { fresh: HOUR, stale: 2 * HOUR, end: 24 * HOUR, cooldown: 30_000 };

/**
 * The issuer as it says itself by OpenID discovery, asked when it is first needed, so that a gateway starts while its issuer is away.
 * Keys that are known go on verifying while it is away, for a day at most.
 */
export class Issuer {
  readonly #endpoints: Remembered<Endpoints>;
  readonly #keys: Remembered<KeySet>;

  constructor(
    private readonly settings: AuthSettings,
    private readonly transport: Transport,
    private readonly log: Log,
    now: () => number,
    /** Called when the issuer publishes other keys than before. */
    keysChanged: () => void,
  ) {
    this.#endpoints = new Remembered(() => this.#discover(), DISCOVERY, now);
    this.#keys = new Remembered(
      () => this.#fetchKeys(),
      KEYS,
      now,
      (keys, before) => {
        if (before !== undefined && keys.text !== before.text) keysChanged();
      },
    );
  }

  /** @throws ApiError 503 where the issuer does not answer, or not as OpenID discovery says */
  async endpoints(): Promise<Endpoints> {
    try {
      return await this.#endpoints.get();
    } catch {
      throw this.away(this.#endpoints.secondsToWait);
    }
  }

  /** The published keys, public parts only. @throws ApiError 503 */
  async keys(): Promise<JSONWebKeySet> {
    return (await this.#known()).json;
  }

  /**
   * The key that a token's header names, for jose. One that is not known is looked for anew, at most once in thirty seconds.
   *
   * @throws ApiError 503 where no keys are known, or this one is not and the issuer is away; JWKSNoMatchingKey
   */
  async key(header: JWTHeaderParameters, token: FlattenedJWSInput): ReturnType<KeySet["find"]> {
    const known = await this.#known();
    try {
      return await known.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      const again = await this.#keys.again().catch(() => {
        throw this.away(this.#keys.secondsToWait);
      });
      if (again === undefined) throw error;
      return await again.find(header, token);
    }
  }

  /** POSTs a form to one of the endpoints. @throws ApiError 503 */
  async post(url: string, form: URLSearchParams): Promise<Response> {
    try {
      return await this.transport(url, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
        body: form.toString(),
      });
    } catch (error) {
      this.#warn(error, "the issuer cannot be asked");
      throw this.away(2);
    }
  }

  away(seconds: number): ApiError {
    return notAvailable(
      `the issuer of logins does not answer as it should; try again in ${seconds} s`,
      seconds,
    );
  }

  async #known(): Promise<KeySet> {
    try {
      return await this.#keys.get();
    } catch {
      throw this.away(this.#keys.secondsToWait);
    }
  }

  async #discover(): Promise<Endpoints> {
    try {
      const { issuer, allowHttp } = this.settings;
      const response = await oauth.discoveryRequest(issuer, {
        [oauth.customFetch]: (url, { method, headers }) => this.transport(url, { method, headers }),
        [oauth.allowInsecureRequests]: allowHttp,
      });
      const found = await oauth.processDiscoveryResponse(issuer, response);
      const device = this.#checked("device_authorization_endpoint", found.device_authorization_endpoint);
      const token = this.#checked("token_endpoint", found.token_endpoint);
      const keys = this.#checked("jwks_uri", found.jwks_uri);
      if (keys === undefined) throw new Error("jwks_uri is missing in the discovery");
      return {
        keys,
        ...(token === undefined ? {} : { token }),
        ...(device === undefined ? {} : { deviceAuthorization: device }),
      };
    } catch (error) {
      this.#warn(error, "the issuer's discovery failed");
      throw error;
    }
  }

  /** https, or the issuer's own origin where that may be plain http: a discovery must not lead anywhere else. */
  #checked(name: string, text: string | undefined): string | undefined {
    if (text === undefined) return undefined;
    const url = new URL(text);
    const { allowHttp, issuer } = this.settings;
    if (url.protocol === "https:" || (allowHttp && url.origin === issuer.origin)) return url.href;
    throw new Error(`${name} of the discovery is ${JSON.stringify(text)}; allowed: https`);
  }

  async #fetchKeys(): Promise<KeySet> {
    const { keys } = await this.endpoints();
    try {
      const response = await this.transport(keys, { headers: { accept: "application/json" } });
      if (response.status !== 200) throw new Error(`${keys} answers ${response.status}`);
      const json = (await response.json()) as JSONWebKeySet;
      const find = createLocalJWKSet(json);
      return { text: JSON.stringify(json), json: publicOnly(json), find };
    } catch (error) {
      this.#warn(error, "the issuer's keys cannot be read");
      throw error;
    }
  }

  #warn(error: unknown, message: string) {
    this.log.warn({ issuer: this.settings.issuerId, err: error }, message);
  }
}

const PUBLIC = ["kty", "kid", "use", "alg", "key_ops", "crv", "x", "y", "n", "e", "x5c", "x5t", "x5t#S256"];

/** An issuer that publishes a private key by mistake is not helped by us to spread it. */
const publicOnly = ({ keys }: JSONWebKeySet): JSONWebKeySet => ({
  keys: keys
    .filter(({ kty }) => kty !== "oct")
    .map((key) => Object.fromEntries(Object.entries(key).filter(([name]) => PUBLIC.includes(name))) as JWK),
});
