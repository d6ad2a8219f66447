/** Who can log in on one machine, by picking a name. Ids are fixed, so that what they own is theirs after a restart. */
export type DevelopmentUser = {
  /** Claim `sub`. */
  id: string;
  /** Claim `acc`. */
  account: string;
  name: string;
  email: string;
  /** Beside those that a client asks for. */
  scopes: readonly string[];
};

export const DEVELOPMENT_USERS = {
  alice: {
    id: "0d9a6a5c-7d0e-4a55-9b57-5d3c2f1b8a01",
    account: "45a06508-5c3a-4678-8e6d-e6399bf27538",
    name: "Alice Example",
    email: "alice@example.org",
    scopes: [],
  },
  bob: {
    id: "0d9a6a5c-7d0e-4a55-9b57-5d3c2f1b8a02",
    account: "8c1f2f0e-3b0d-4b53-a5a6-2a1d7f6f0b02",
    name: "Bob Example",
    email: "bob@example.org",
    scopes: [],
  },
  operator: {
    id: "0d9a6a5c-7d0e-4a55-9b57-5d3c2f1b8a03",
    account: "c4b1f3a2-9d5e-4e0a-8f11-6b7c8d9e0f03",
    name: "Olga Operator",
    email: "operator@example.org",
    scopes: ["consumer:read", "consumer:write", "ivcap:operator"],
  },
} as const satisfies Record<string, DevelopmentUser>;

export type DevelopmentUserName = keyof typeof DEVELOPMENT_USERS;

export const isDevelopmentUser = (name: string): name is DevelopmentUserName =>
  Object.hasOwn(DEVELOPMENT_USERS, name);

/** The claims that clients read of either token. */
export const claimsOf = (nickname: DevelopmentUserName) => {
  const { account, name, email } = DEVELOPMENT_USERS[nickname];
  return { acc: account, name, nickname, email, email_verified: true };
};

export const userOf = (id: string): DevelopmentUserName | undefined =>
  (Object.keys(DEVELOPMENT_USERS) as DevelopmentUserName[]).find((name) => DEVELOPMENT_USERS[name].id === id);
