import { LRUCache } from "lru-cache";
import type { Adapter, AdapterPayload } from "oidc-provider";

/** What the development issuer remembers of logins, in this process and bounded: a restart ends refresh tokens, not access tokens. */
export function memory(): (model: string) => Adapter {
  const records = new LRUCache<string, AdapterPayload>({ max: 1_000 });
  return (model) => {
    const at = (id: string) => `${model} ${id}`;
    const first = (fits: (record: AdapterPayload) => boolean) =>
      [...records.entries()].find(([name, record]) => name.startsWith(`${model} `) && fits(record))?.[1];
    return {
      async upsert(id, payload, seconds) {
        records.set(at(id), payload, seconds === undefined ? {} : { ttl: seconds * 1000 });
      },
      async find(id) {
        return records.get(at(id));
      },
      async findByUserCode(userCode) {
        return first((record) => record.userCode === userCode);
      },
      async findByUid(uid) {
        return first((record) => record.uid === uid);
      },
      async consume(id) {
        const record = records.get(at(id));
        if (record !== undefined) record.consumed = Math.floor(Date.now() / 1000);
      },
      async destroy(id) {
        records.delete(at(id));
      },
      async revokeByGrantId(grantId) {
        for (const [name, record] of records.entries()) if (record.grantId === grantId) records.delete(name);
      },
    };
  };
}
