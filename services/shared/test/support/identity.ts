import { type Identity, SCOPES } from "@ivcap/shared/identity";

/** Someone of an account, who may read and write as its policies allow. */
export const identityOf = (account: string, rest: Partial<Identity> = {}): Identity => ({
  account: `urn:ivcap:account:${account}`,
  principal: `urn:ivcap:principal:${account}`,
  scopes: new Set([SCOPES.read, SCOPES.write]),
  operator: false,
  ...rest,
});
