import type { Release } from "../support/releases";
import type { JsonObject } from "../support/stack-json";
import { chartFolder, type Engine, objectsOf, render } from "./helm";

/** A release as it would be applied. */
export interface Rendered {
  readonly release: Release;
  /** Where its chart lies. */
  readonly folder: string;
  readonly objects: readonly JsonObject[];
  /** Why there are none; empty where there are. */
  readonly failure: string;
}

export interface Tools extends Engine {
  /** A folder with each chart as a folder. */
  readonly charts: string;
}

/** Renders all releases of a stack. Every chart is there in its version before the first is rendered. */
export async function renderAll(
  releases: readonly Release[],
  { charts, ...engine }: Tools,
): Promise<Rendered[]> {
  const found = releases.map((release) => ({ release, folder: chartFolder(release, charts) }));
  return Promise.all(
    found.map(async ({ release, folder }) => {
      const { text, failure } = await render(engine, folder, release, release.values);
      return { release, folder, objects: objectsOf(text ?? ""), failure };
    }),
  );
}
