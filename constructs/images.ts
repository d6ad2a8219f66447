import type { Environment } from "../environments/schema";
import { type ComponentName, type ImageNames, pins } from "./pins";

/** An image reference in the parts that charts ask for: `registry/repository:tag` with an optional `@sha256:…`. */
export interface Image {
  readonly reference: string;
  readonly registry: string;
  readonly repository: string;
  /** Tag, digest included where there is one; charts put it behind a colon. */
  readonly tag: string;
}

/** The image of a component: the environment's where it names one, else the pin; from the mirror where there is one. */
export function imageOf<N extends ComponentName>(
  environment: Environment,
  component: N,
  name: ImageNames<N> & string,
): Image {
  const pinned = (pins[component].images as Record<string, string>)[name] as string;
  const own = (environment.components?.[component]?.images as Record<string, string> | undefined)?.[name];
  return parseImage(mirroredImage(environment, own ?? pinned));
}

/** Nothing is left outside the mirror, images that the environment names itself included. */
export const mirroredImage = ({ images }: Environment, reference: string): string =>
  images === undefined ? reference : `${images.mirror}${reference.slice(reference.indexOf("/"))}`;

/** Registries may have a port, so the tag is behind the last slash. */
function parseImage(reference: string): Image {
  const slash = reference.indexOf("/");
  const colon = reference.indexOf(":", reference.lastIndexOf("/"));
  return {
    reference,
    registry: reference.slice(0, slash),
    repository: reference.slice(slash + 1, colon),
    tag: reference.slice(colon + 1),
  };
}
