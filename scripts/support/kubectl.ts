import { type CommandOptions, mustRun, type Outcome, run } from "./command";

/** The part of Kubernetes objects that we look at. */
export interface KubernetesObject {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
  /** Of a storage class. */
  readonly provisioner?: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: Record<string, unknown>;
  readonly status?: Record<string, unknown>;
}

/** kubectl on one context. */
export class Kubectl {
  constructor(readonly context: string) {}

  run(args: readonly string[], options?: CommandOptions): Promise<Outcome> {
    return run("kubectl", ["--context", this.context, ...args], options);
  }

  must(args: readonly string[], options?: CommandOptions): Promise<string> {
    return mustRun("kubectl", ["--context", this.context, ...args], options);
  }

  /** All objects of a kind, `-n`, `-A` or selectors in `args`. */
  async list(...args: string[]): Promise<KubernetesObject[]> {
    return (JSON.parse(await this.must(["get", ...args, "-o", "json"])) as { items: KubernetesObject[] })
      .items;
  }

  /** Names as `kind/name`. */
  async names(...args: string[]): Promise<string[]> {
    return (await this.must(["get", ...args, "-o", "name", "--ignore-not-found"]))
      .split("\n")
      .filter(Boolean);
  }

  /** One value of one object, by a JSONPath such as `{.status.phase}`; empty where it is not set. */
  field(object: string, namespace: string, path: string): Promise<string> {
    return this.must(["get", object, "-n", namespace, "-o", `jsonpath=${path}`]);
  }

  apply(object: object): Promise<string> {
    return this.must(["apply", "-f", "-"], { input: JSON.stringify(object) });
  }
}
