import { NOTE } from "../../constructs/external-dns/definition";
import { hostsOf } from "../../constructs/gateway/hosts";
import type { Environment } from "../../environments/schema";
import { prefixOf } from "../../stacks/cluster/settings";

/** A set of records of one name and type. */
export interface RecordSet {
  /** Without the dot at the end. */
  readonly name: string;
  readonly type: string;
  /** Of a TXT record. */
  readonly texts: readonly string[];
}

const ADDRESSES = ["A", "AAAA", "CNAME"];
/** What lets external-dns keep its own record beside a CNAME. https://kubernetes-sigs.github.io/external-dns/latest/docs/registry/txt/ */
const OWNERSHIP = new RegExp(`^(?:a|aaaa|cname)${NOTE.replaceAll(".", "\\.")}`);

/**
 * Of the records of a zone those that led to a deployment, with the reason: external-dns writes a TXT record with its owner's name beside each
 * that it makes, and whoever has the deployment's own names leads nowhere now.
 */
export function ourRecords<T extends RecordSet>(
  environment: Environment,
  records: readonly T[],
): (T & { readonly because: string })[] {
  const owner = `external-dns/owner=${prefixOf(environment)}`;
  const owns = ({ texts }: RecordSet) =>
    texts.some((text) => text.replaceAll('"', "").split(",").includes(owner));
  const owned = new Set(records.filter(owns).flatMap(({ name }) => [name, name.replace(OWNERSHIP, "")]));
  const hosts = hostsOf(environment).map(({ hostname }) => hostname);
  const challenges = hosts.map((host) => `_acme-challenge.${host}`);
  return records.flatMap((record) => {
    if (record.type === "TXT" && owns(record)) return [{ ...record, because: owner }];
    if (challenges.includes(record.name))
      return [{ ...record, because: "a challenge of the deployment's own name" }];
    if (!ADDRESSES.includes(record.type)) return [];
    if (owned.has(record.name)) return [{ ...record, because: `a TXT record beside it says ${owner}` }];
    return hosts.includes(record.name) ? [{ ...record, because: "the deployment's own name" }] : [];
  });
}
