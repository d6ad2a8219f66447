import { DATA_RECORD, type DataRecord } from "../../constructs/data-holders";

/** What we look at of a layer's state. */
export interface LayerState {
  /** Addresses of what Terraform knows of, without data sources. */
  readonly resources: readonly string[];
  /** What the last deployment said of its data; undefined in a state of before that was kept. */
  readonly record: DataRecord | undefined;
}

interface Shown {
  readonly values?: {
    readonly root_module?: {
      readonly resources?: readonly {
        readonly address: string;
        readonly mode: string;
        readonly type: string;
        readonly name: string;
        readonly values?: { readonly input?: DataRecord };
      }[];
    };
  };
}

/** Reads `terraform show -json`. https://developer.hashicorp.com/terraform/internals/json-format#state-representation */
export function layerState(shown: unknown): LayerState {
  const all = ((shown as Shown).values?.root_module?.resources ?? []).filter(
    ({ mode }) => mode === "managed",
  );
  const record = all.find(({ type, name }) => type === DATA_RECORD.type && name === DATA_RECORD.name);
  return { resources: all.map(({ address }) => address), record: record?.values?.input };
}
