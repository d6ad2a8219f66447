/** Minor versions of Kubernetes, such as 1.34; open at an end that is not named. */
export interface KubernetesRange {
  readonly from?: string;
  readonly to?: string;
}

/** Something with a range of its own, by what a message calls it. */
export interface Ranged {
  readonly title: string;
  readonly range: KubernetesRange;
}

/** 1.34 of `1.34`, `v1.34.2` or `v1.34.2-eks-1a2b3c`. @throws RangeError for anything else */
export function minorOf(version: string): string {
  const minor = /^v?(\d+\.\d+)(?![\d])/.exec(version)?.[1];
  if (minor === undefined) throw new RangeError(`no version of Kubernetes: ${version}`);
  return minor;
}

/** By number, so that 1.9 comes before 1.10. */
const order = (one: string, two: string) => one.localeCompare(two, "en", { numeric: true });

export const isWithin = (version: string, { from, to }: KubernetesRange): boolean => {
  const minor = minorOf(version);
  return (from === undefined || order(minor, from) >= 0) && (to === undefined || order(minor, to) <= 0);
};

/** The versions that all of them work with. */
export function commonRange(all: readonly Ranged[]): KubernetesRange {
  const ends = (end: "from" | "to") => all.flatMap(({ range }) => range[end] ?? []).sort(order);
  const [from, to] = [ends("from").at(-1), ends("to")[0]];
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

/** `1.34 to 1.36`, `1.29 or newer`. */
export const rangeText = ({ from, to }: KubernetesRange): string => {
  if (from === undefined) return to === undefined ? "any version" : `${to} or older`;
  return to === undefined ? `${from} or newer` : `${from} to ${to}`;
};

/** Why a cluster of that version is refused: found, allowed, and whom it is too old or too new for; nothing where all work with it. */
export function refusal(version: string, all: readonly Ranged[]): string | undefined {
  const refusing = all.filter(({ range }) => !isWithin(version, range));
  if (refusing.length === 0) return undefined;
  const whom = refusing.map(({ title, range }) => `${title} works with ${rangeText(range)}`);
  return `found: ${version}; allowed: ${rangeText(commonRange(all))}; ${whom.join(", ")}`;
}
