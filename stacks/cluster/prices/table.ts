/** US dollars: the same everywhere, or by region. */
export type Dollars = number | Readonly<Record<string, number>>;

/** One thing that a cloud bills. */
export interface Price {
  readonly per: "hour" | "month" | "GB" | "GB month";
  readonly usd: Dollars;
  /** Where the figure is from. */
  readonly source: string;
}

/** A family of machines whose sizes differ in their number of processors only; price and memory are in proportion to it. */
export interface Family {
  /** `{n}` is the number of processors: `Standard_D{n}ads_v5`. */
  readonly name: string;
  readonly processors: readonly number[];
  /** GiB for each processor. */
  readonly memory: number;
  /** For each processor and hour, Linux, on demand. */
  readonly usd: Readonly<Record<string, number>>;
  readonly source: string;
}

/** List prices of one cloud on one day, before taxes and discounts. */
export interface PriceTable {
  /** The day that they were last looked at. */
  readonly date: string;
  readonly regions: readonly string[];
  readonly families: readonly Family[];
  readonly rows: Readonly<Record<string, Price>>;
}

export interface MachineSize {
  readonly family: Family;
  readonly name: string;
  readonly processors: number;
  /** GiB. */
  readonly memory: number;
}

export const sizesOf = (family: Family): MachineSize[] =>
  family.processors.map((processors) => ({
    family,
    name: family.name.replace("{n}", String(processors)),
    processors,
    memory: processors * family.memory,
  }));

export const findSize = ({ families }: PriceTable, name: string): MachineSize | undefined =>
  families.flatMap(sizesOf).find((size) => size.name === name);

/** @returns undefined where the table does not know the region */
export const dollars = (usd: Dollars, region: string): number | undefined =>
  typeof usd === "number" ? usd : usd[region];
