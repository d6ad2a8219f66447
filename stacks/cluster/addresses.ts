import { Address4 } from "ip-address";

/** IPv4 ranges, as far as networks are cut out of them. Ranges are text in CIDR notation; host bits may be set. */

const first = (range: string) => new Address4(range).startAddress().bigInt();
const last = (range: string) => new Address4(range).endAddress().bigInt();

/**
 * The `index`-th part of a range that is cut into 2^`bits` equal parts, as Terraform's `cidrsubnet` counts.
 * @throws RangeError where the range has no such part
 */
export function subnet(range: string, bits: number, index: number): string {
  const prefix = new Address4(range).subnetMask + bits;
  if (prefix > 32 || index >= 2 ** bits) throw new RangeError(`${range} has no part ${index} of 2^${bits}`);
  const start = first(range) + BigInt(index) * 2n ** BigInt(32 - prefix);
  return `${Address4.fromBigInt(start).correctForm()}/${prefix}`;
}

/** The `index`-th address of a range, as a range of one. */
export const address = (range: string, index: number) =>
  `${Address4.fromBigInt(first(range) + BigInt(index)).correctForm()}/32`;

export const prefixLength = (range: string) => new Address4(range).subnetMask;

export const overlaps = (one: string, other: string) =>
  first(one) <= last(other) && first(other) <= last(one);

/** Whether all addresses of the `part` are in the `whole`. */
export const contains = (whole: string, part: string) =>
  first(whole) <= first(part) && last(part) <= last(whole);
