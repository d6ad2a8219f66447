import { type Document, type OperationName, operationsOf, parametersOf } from "./document";
import { type Exchange, type Finding, parse } from "./exchange";
import { JSON_TYPE, type Schemas } from "./schemas";

/** What an answer breaks of what the document says of its operation. */
export function judgeExchange(document: Document, schemas: Schemas, exchange: Exchange): Finding[] {
  const { operation, title, expected, status, body, contentType } = exchange;
  const where = `${operation}, ${title}: ${status}`;
  if (status !== expected) {
    return [
      {
        what: `${operation}: ${expected} where ${title}`,
        detail: `${where}: ${body.toString().slice(0, 300)}`,
      },
    ];
  }
  const declared = operationsOf(document).get(operation)?.responses[status];
  if (declared === undefined) return [{ what: `${operation}: ${status} not declared`, detail: where }];

  const type = declared.content?.[JSON_TYPE];
  if (type === undefined) {
    const free = operation === OPENAPI || body.length === 0;
    return free
      ? []
      : [{ what: `${operation}: ${status} with a body`, detail: `${where}: ${body.length} bytes` }];
  }
  if (contentType?.split(";")[0] !== JSON_TYPE) {
    return [{ what: `${operation}: ${status} not as ${JSON_TYPE}`, detail: `${where}: ${contentType}` }];
  }
  const parsed = parse(body);
  if (parsed === undefined) {
    return [
      {
        what: `${operation}: ${status} without JSON`,
        detail: `${where}: ${body.toString("latin1").slice(0, 120)}`,
      },
    ];
  }
  return schemas
    .breaches(operation, status, parsed.value)
    .map(({ what, found }) => ({ what, detail: `${where}: ${found}` }));
}

/** What of the document no exchange has shown: the check itself would be incomplete. */
export function judgeCoverage(document: Document, exchanges: readonly Exchange[]): Finding[] {
  return [...operationsOf(document)].flatMap(([operation, { responses, ...rest }]) => {
    const own = exchanges.filter((exchange) => exchange.operation === operation);
    const answered = new Set(own.map(({ status }) => String(status)));
    const sent = new Set(own.filter(({ status }) => status < 300).flatMap(({ query }) => query));
    return [
      ...Object.keys(responses)
        .filter((status) => !answered.has(status))
        .map((status) => ({ what: `${operation}: ${status} never answered`, detail: "declared" })),
      ...parametersOf({ responses, ...rest })
        .filter((parameter) => parameter.in === "query" && !sent.has(parameter.name))
        .map(({ name }) => ({ what: `${operation}: ${name} never sent`, detail: "with success" })),
    ];
  });
}

/** What our own document lacks of the other's operations and parameters, demands beyond it, and has in addition. */
export function judgeDocument(theirs: Document, ours: Document): Finding[] {
  const found = operationsOf(ours);
  return [...operationsOf(theirs)].flatMap(([operation, wanted]) => {
    const own = found.get(operation);
    const say = (problem: string): Finding => ({ what: `${operation}: ${problem}`, detail: "our document" });
    if (own === undefined) return [say("not in our document")];
    const [asked, offered] = [byName(wanted), byName(own)];
    return [
      ...[...asked.keys()].filter((name) => !offered.has(name)).map((name) => say(`lacks ${name}`)),
      ...[...offered.keys()].filter((name) => !asked.has(name)).map((name) => say(`also takes ${name}`)),
      ...[...offered]
        .filter(([name, { required }]) => required && asked.has(name) && !asked.get(name)?.required)
        .map(([name]) => say(`demands ${name}`)),
      ...Object.keys(own.responses)
        .filter((status) => wanted.responses[status] === undefined)
        .map((status) => say(`${status} not declared`)),
    ];
  });
}

/** Statuses that our own document keeps quiet about. */
export function judgeTruth(ours: Document, exchanges: readonly Exchange[]): Finding[] {
  const operations = operationsOf(ours);
  return exchanges
    .filter(({ operation, status }) => operations.get(operation)?.responses[status] === undefined)
    .map(({ operation, status, title }) => ({
      what: `${operation}: ${status} not in our document`,
      detail: title,
    }));
}

const OPENAPI: OperationName = "GET /1/openapi/openapi3.json";

const byName = (operation: Parameters<typeof parametersOf>[0]) =>
  new Map(parametersOf(operation).map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]));
