import { dashboards as ours } from "../../constructs/grafana/dashboards";

/** The parts of a dashboard's JSON that are looked at. */
export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly panels: readonly {
    readonly id: number;
    readonly type: string;
    readonly title: string;
    readonly datasource: { readonly uid: string };
    readonly targets: readonly { readonly expr: string; readonly datasource: { readonly uid: string } }[];
  }[];
  readonly templating: {
    readonly list: readonly {
      readonly name: string;
      readonly type: string;
      readonly datasource?: { readonly uid: string };
    }[];
  };
}

/** By their file's name. */
export const dashboards = ours as Readonly<Record<string, Dashboard>>;

/** What a panel asks of Loki. */
export interface Panel {
  /** `Orders: Failed orders`. */
  readonly title: string;
  /** Whether it shows lines; the others count them. */
  readonly isLog: boolean;
  readonly expression: string;
}

export const panelsOf = (all: readonly Dashboard[]): Panel[] =>
  all.flatMap(({ title, panels }) =>
    panels.flatMap((panel) =>
      panel.targets.map(({ expr }) => ({
        title: `${title}: ${panel.title}`,
        isLog: panel.type === "logs",
        expression: expr,
      })),
    ),
  );

/** What Grafana puts in the place of its variables: here, one order, every namespace, and the last hour. */
const CHOSEN: Readonly<Record<string, string>> = {
  $namespace: ".+",
  $order: "order-1",
  $__auto: "1h",
  $__range: "1h",
};

/** @throws Error for a variable that nobody chose a value for */
export const filledIn = (expression: string): string =>
  expression.replace(/\$\w+/g, (variable) => {
    const value = CHOSEN[variable];
    if (value === undefined) throw new Error(`no value for ${variable} in ${expression}`);
    return value;
  });
