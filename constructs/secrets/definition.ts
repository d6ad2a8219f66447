/** A value that Terraform's `random` provider makes at apply and forgets, or a fixed one that is no secret. */
export type SecretValue = { readonly generate: { readonly length: number } } | { readonly fixed: string };

export const generated = (length = 40): SecretValue => ({ generate: { length } });
export const fixed = (value: string): SecretValue => ({ fixed: value });

export interface SecretReader {
  readonly namespace: string;
  /** Who reads it there. */
  readonly who: string;
}

/**
 * One secret object. The value lives in its home namespace; every other namespace that reads it gets a copy by the
 * replicator, by its exact name. All secrets are made by the platform stack, never written to a file, plan or state.
 */
export interface SecretDefinition {
  readonly name: string;
  readonly home: string;
  readonly type: "Opaque" | "kubernetes.io/basic-auth";
  readonly values: Readonly<Record<string, SecretValue>>;
  readonly readers: readonly SecretReader[];
  /**
   * What happens when its revision is raised, step by step. Where a reader takes the value only at its first start, a new revision is
   * refused, since it would lock that reader out: why, and what to do instead.
   */
  readonly rotation: string | { readonly refusedBecause: string };
  readonly labels?: Readonly<Record<string, string>>;
}

/** Whether a new revision reaches everyone who reads it. */
export const canRotate = ({ rotation }: SecretDefinition) => typeof rotation === "string";

/** The namespaces that get a copy. */
export const copiesOf = ({ home, readers }: SecretDefinition): string[] =>
  [...new Set(readers.map((reader) => reader.namespace))].filter((namespace) => namespace !== home).sort();
