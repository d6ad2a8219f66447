/** Who asks, as the verified token says. */
export type Identity = {
  /** `urn:ivcap:account:<acc>`: who owns and pays. */
  account: string;
  /** `urn:ivcap:principal:<sub>`: who acts. */
  principal: string;
  /** Scopes of the token, or the configured ones where it carries none of ours. */
  scopes: ReadonlySet<string>;
  /** May suspend accounts and disable services. */
  operator: boolean;
};

export const SCOPES = { read: "consumer:read", write: "consumer:write", operator: "ivcap:operator" } as const;
