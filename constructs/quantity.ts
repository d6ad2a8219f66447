/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const SCALE: Readonly<Record<string, number>> = {
  "": 1,
  m: 1e-3,
  ...Object.fromEntries(["k", "M", "G", "T", "P", "E"].map((unit, power) => [unit, 1000 ** (power + 1)])),
  ...Object.fromEntries(
    ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].map((unit, power) => [unit, 1024 ** (power + 1)]),
  ),
};

export const GIB = 1024 ** 3;

/** What a Kubernetes quantity amounts to, in processors or bytes. NaN where it is none, such as one that is still to be filled in. */
export function amountOf(quantity: string): number {
  const [, number = "", unit = ""] = /^([\d.]+)([a-zA-Z]*)$/.exec(quantity) ?? [];
  return number === "" ? Number.NaN : Number(number) * (SCALE[unit] ?? Number.NaN);
}
