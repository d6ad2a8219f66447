import { SCOPES } from "@ivcap/shared/identity";
import { Provider } from "oidc-provider/lib/provider.js";
import type { AuthSettings } from "../authentication/config";
import type { Transport } from "../authentication/transport";
import { inProcess } from "./in-process";
import { keyIn, newKey, type SigningKey } from "./key";
import { configurationOf } from "./provider";
import { DEVELOPMENT_USERS, type DevelopmentUserName } from "./users";

/** Logins that wait for a person. */
export type Decisions = {
  waits(userCode: string): Promise<boolean>;
  /** Lets the login go on as this user, or ends it with a denial. False where none waits with this code. */
  decide(userCode: string, user: DevelopmentUserName | undefined): Promise<boolean>;
};

/** An issuer in this process: standard in what it answers, without passwords in whom it lets in. */
export type DevelopmentIdentity = Decisions & {
  /** Asks it without a network; it listens nowhere itself. */
  transport: Transport;
};

/** @throws ConfigError where the signing key's file cannot be used */
export async function createDevelopmentIdentity(settings: AuthSettings): Promise<DevelopmentIdentity> {
  const key = settings.developmentKey === undefined ? await newKey() : await keyIn(settings.developmentKey);
  const provider = providerOf(settings, key);
  return { transport: inProcess(provider), ...decisionsOf(provider, settings) };
}

export const providerOf = (settings: AuthSettings, key: SigningKey): Provider =>
  new Provider(settings.issuerId, configurationOf(settings, key));

/** What the provider's own pages would end with, for users that need not log in to it first. */
export function decisionsOf(provider: Provider, { clientId, audience }: AuthSettings): Decisions {
  const find = async (userCode: string) => {
    const code = await provider.DeviceCode.findByUserCode(userCode.toUpperCase().replace(/\W/g, ""));
    return code?.error === undefined && code?.accountId === undefined ? code : undefined;
  };
  return {
    waits: async (userCode) => (await find(userCode)) !== undefined,
    decide: async (userCode, user) => {
      const code = await find(userCode);
      if (code === undefined) return false;
      if (user === undefined) code.error = "access_denied";
      else {
        const { id, scopes } = DEVELOPMENT_USERS[user];
        // Whoever asks is no operator for that.
        const asked = String(code.params?.scope ?? "")
          .split(" ")
          .filter((each) => each !== SCOPES.operator);
        const scope = [...new Set([...asked, ...scopes])].join(" ").trim();
        const grant = new provider.Grant({ accountId: id, clientId });
        grant.addOIDCScope(scope);
        grant.addResourceScope(audience, scope);
        Object.assign(code, {
          accountId: id,
          grantId: await grant.save(),
          scope,
          authTime: Math.floor(Date.now() / 1000),
          resource: audience,
        });
      }
      await code.save();
      return true;
    },
  };
}
