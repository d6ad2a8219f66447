import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { Json, JsonObject } from "../../scripts/support/stack-json";

/** What a program synthesised: every file of its output folder, by path. */
export type Contents = Readonly<Record<string, Json>>;

/** Reads an output folder: what Terraform and cdktf-cli read, without metadata, and a digest of each asset. */
export function contentsOf(outdir: string): Contents {
  const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = relative(outdir, join(parentPath, name)).split(sep).join("/");
      const source = readFileSync(join(parentPath, name));
      if (file === "manifest.json") return [file, without("version", parsed(source))];
      if (name === "cdk.tf.json") return [file, without("//", parsed(source))];
      return [file, createHash("sha256").update(source).digest("hex")];
    }),
  );
}

const parsed = (source: Buffer) => JSON.parse(source.toString("utf8")) as Json;

/** Without this key at any depth. Terraform passes over `//`, where the library writes its version and its construct paths. */
function without(key: string, json: Json): Json {
  if (Array.isArray(json)) return json.map((item) => without(key, item));
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json)
      .filter(([name]) => name !== key)
      .map(([name, value]) => [name, without(key, value)]),
  );
}

const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === "object" && json !== null && !Array.isArray(json);

/** A place where two outputs differ; undefined where one has nothing there. */
export interface Difference {
  /** `stacks/minikube-platform/cdk.tf.json: resource.helm_release.minio_chart_release.version` */
  readonly path: string;
  readonly one: Json | undefined;
  readonly other: Json | undefined;
}

/** All places where they differ, in the order of their paths. The order of an object's keys means nothing to Terraform. */
export function differences(one: Contents, other: Contents): Difference[] {
  return keysOf(one, other).flatMap((file) => differing(`${file}: `, one[file], other[file]));
}

function differing(path: string, one: Json | undefined, other: Json | undefined): Difference[] {
  const inside = (name: string | number) => `${path}${path.endsWith(" ") ? "" : "."}${name}`;
  if (isObject(one) && isObject(other)) {
    return keysOf(one, other).flatMap((name) => differing(inside(name), one[name], other[name]));
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    const longer = one.length > other.length ? one : other;
    return longer.flatMap((_, index) => differing(inside(index), one[index], other[index]));
  }
  return one === other ? [] : [{ path: path.replace(/: $/, ""), one, other }];
}

const keysOf = (one: object, other: object) =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();

/** One line, cut where a value is long. */
export function inWords({ path, one, other }: Difference): string {
  const short = (json: Json | undefined) => {
    const text = json === undefined ? "nothing" : JSON.stringify(json);
    return text.length > 80 ? `${text.slice(0, 79)}…` : text;
  };
  return `${path}: ${short(one)} became ${short(other)}`;
}
