import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { LRUCache } from "lru-cache";
import type { Adapter, AdapterPayload } from "oidc-provider";

/** What a refresh token needs to be worth something after a restart. */
const KEPT = new Set(["Grant", "RefreshToken"]);

type Records = LRUCache<string, AdapterPayload>;

/**
 * What the development issuer remembers of logins: a thousand records, in this process, and in a file where one is given, so that who
 * logged in stays so after a restart.
 */
export function store(file: string | undefined): (model: string) => Adapter {
  const records: Records = new LRUCache({ max: 1_000 });
  if (file !== undefined) load(records, file);
  return (model) => {
    const at = (id: string) => `${model} ${id}`;
    const first = (fits: (record: AdapterPayload) => boolean) =>
      [...records.entries()].find(([name, record]) => modelOf(name) === model && fits(record))?.[1];
    const changed = () => {
      if (file !== undefined && KEPT.has(model)) save(records, file);
    };
    return {
      async upsert(id, payload, seconds) {
        records.set(at(id), payload, seconds === undefined ? {} : { ttl: seconds * 1000 });
        changed();
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
        changed();
      },
      async destroy(id) {
        records.delete(at(id));
        changed();
      },
      async revokeByGrantId(grantId) {
        for (const [name, record] of records.entries()) if (record.grantId === grantId) records.delete(name);
        changed();
      },
    };
  };
}

const modelOf = (name: string) => name.slice(0, name.indexOf(" "));

/** Whole or as it was: a process that is killed leaves no half of it. */
function save(records: Records, file: string): void {
  const kept = records.dump().filter(([name]) => KEPT.has(modelOf(name)));
  writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** One that cannot be read costs a login and no more. */
function load(records: Records, file: string): void {
  if (!existsSync(file)) return;
  try {
    records.load(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    records.clear();
  }
}
