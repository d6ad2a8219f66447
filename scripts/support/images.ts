import type { Json, JsonObject } from "./stack-json";

export interface NamedImage {
  /** Where it is named, such as `controller.image`. */
  readonly path: string;
  readonly reference: string;
}

/** Images that values or objects name: texts under `image` and the like, and the parts that charts ask for. */
export function imagesIn(value: Json, path = "", key = ""): NamedImage[] {
  const here = /image(name)?$/i.test(key) ? referenceOf(value) : undefined;
  if (here !== undefined) return [{ path, reference: here }];
  if (typeof value !== "object" || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([name, child]) =>
    imagesIn(child, path ? `${path}.${name}` : name, isList ? key : name),
  );
}

/** A text, or registry, repository, name, tag and digest, as far as a chart has them. */
function referenceOf(value: Json): string | undefined {
  if (typeof value === "string") return value || undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { registry, repository, name, tag, digest } = value as JsonObject;
  if (repository === undefined && name === undefined) return undefined;
  const path = [registry, repository, name].filter(Boolean).join("/");
  return `${path}${tag ? `:${tag}` : ""}${digest ? `@${digest}` : ""}`;
}

/** Registries that images are published in. A reference without one of them is found where a key says that it is an image. */
const REGISTRIES =
  "docker\\.io|quay\\.io|ghcr\\.io|[a-z0-9.-]*gcr\\.io|registry\\.k8s\\.io|public\\.ecr\\.aws|mcr\\.microsoft\\.com|registry\\.gitlab\\.com|[a-z0-9.-]+\\.azurecr\\.io|[a-z0-9.-]+\\.pkg\\.dev|[0-9]+\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com";
const REFERENCE = new RegExp(
  `(?<![\\w./-])(?:${REGISTRIES})/[a-z0-9._/-]*[a-z0-9](?::[\\w][\\w.-]*)?(?:@sha256:[0-9a-f]{64})?`,
  "g",
);

/**
 * Everything that looks like an image in an object, wherever it stands: arguments, variables, texts in config maps. Definitions of
 * kinds are left out: what they name is an example.
 */
export function references(object: JsonObject): string[] {
  if (object.kind === "CustomResourceDefinition") return [];
  const named = imagesIn(object).map(({ reference }) => reference);
  return [...new Set([...named, ...(JSON.stringify(object).match(REFERENCE) ?? [])])];
}
