import { readFileSync } from "node:fs";

/** An OpenAPI 3 document, as far as it is compared. */
export type Document = {
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};
export type Operation = {
  parameters?: Parameter[];
  requestBody?: unknown;
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
  security?: unknown[];
};
export type Parameter = { in: string; name: string; required?: boolean };
export type Schema = {
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: boolean;
  [keyword: string]: unknown;
};

/** `GET /1/services/{id}`. */
export type OperationName = `${Uppercase<string>} /${string}`;

/** The version whose bytes the gateway answers with. */
export const VERSION = "0.43";
/** What of the API this gateway serves so far. */
const SERVED = /^\/1\/(services|aspects|metadata|openapi)(\/|$)/;

/** @throws Error that says why the file is not the document */
export function readDocument(file: string): Document {
  const document = JSON.parse(readFileSync(file, "utf8")) as Document;
  if (document.paths === undefined || document.components === undefined)
    throw new Error("no OpenAPI document: it has no paths");
  if (document.info.version !== VERSION)
    throw new Error(`of version ${document.info.version}, not ${VERSION}`);
  return document;
}

/** The operations that this gateway has to serve, by name. */
export const operationsOf = (document: Document): Map<OperationName, Operation> =>
  new Map(
    Object.entries(document.paths)
      .filter(([path]) => SERVED.test(path))
      .flatMap(([path, item]) =>
        Object.entries(item)
          .filter(([method]) => METHODS.includes(method))
          .map(([method, operation]): [OperationName, Operation] => [nameOf(method, path), operation]),
      ),
  );

export const nameOf = (method: string, path: string) => `${method.toUpperCase()} ${path}` as OperationName;

/** The parameters that a document says; OpenAPI ignores headers that describe the body or carry the token (3.0.3, Parameter Object). */
export const parametersOf = (operation: Operation): Parameter[] =>
  (operation.parameters ?? []).filter(({ name }) => !/^(content-type|accept|authorization)$/i.test(name));

const METHODS = ["get", "post", "put", "delete", "patch", "head"];
