import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A synthesised stack: what Terraform reads. */
export interface StackJson {
  readonly name: string;
  /** Its folder, assets included. */
  readonly folder: string;
  /** Names of the stacks that are deployed before it. */
  readonly dependsOn: readonly string[];
  readonly json: {
    readonly terraform: { readonly required_providers: Record<string, { source: string; version: string }> };
    readonly provider: Record<string, JsonObject[]>;
    readonly resource: Record<string, Record<string, JsonObject>>;
    readonly ephemeral?: Record<string, Record<string, JsonObject>>;
    readonly data?: Record<string, Record<string, JsonObject>>;
    readonly locals?: JsonObject;
    readonly output?: Record<string, { value: Json; sensitive?: boolean }>;
  };
}

/** All stacks of an output folder, by the manifest that cdktf writes. */
export function stacksIn(outdir: string): StackJson[] {
  const manifest = readJson(join(outdir, "manifest.json")) as {
    stacks: Record<
      string,
      { name: string; workingDirectory: string; synthesizedStackPath: string; dependencies: string[] }
    >;
  };
  return Object.values(manifest.stacks).map(
    ({ name, workingDirectory, synthesizedStackPath, dependencies }) => ({
      name,
      folder: join(outdir, workingDirectory),
      dependsOn: dependencies,
      json: readJson(join(outdir, synthesizedStackPath)) as StackJson["json"],
    }),
  );
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

/** The resources of one type. */
export const resourcesOf = ({ json }: StackJson, type: string): JsonObject[] =>
  Object.values(json.resource[type] ?? {});

/** `type.name` of every resource, sorted: what Terraform knows them by. */
export const addressesOf = ({ json }: StackJson): string[] =>
  Object.entries(json.resource)
    .flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`))
    .sort();
