import { invalidParameter } from "@ivcap/shared/errors";
import { hrefOf, selfLinks } from "@ivcap/shared/links";
import type { ServiceDefinition } from "@ivcap/shared/schemas/service";
import type { Service2Definition, Service2Status } from "@ivcap/shared/schemas/service2";
import { urnOf } from "@ivcap/shared/urn";
import type { ServiceProjection } from "../services/projection";

/**
 * `/1/services2` (API 0.44): the same services, where what runs them is a controller by its schema. A `basic` workflow is a batch
 * controller; the others are kept as they come.
 */
const SCHEMAS = {
  basic: "urn:ivcap:schema.service.batch.1",
  rest: "urn:ivcap:schema.service.rest.1",
  argo: "urn:ivcap:schema.service.argo.1",
} as const;
type Type = keyof typeof SCHEMAS;

const schemaOf = (workflow: string): string => SCHEMAS[workflow as Type] ?? SCHEMAS.basic;

export const SERVICES2: ServiceProjection = {
  resource: "services2",
  item: (base, row) => ({
    id: urnOf("service", row.id),
    href: hrefOf(base, "services2", row.id),
    name: row.name,
    ...(row.description === null ? {} : { description: row.description }),
    "controller-schema": schemaOf(row.workflow),
    ...(row.tags === null ? {} : { tags: row.tags }),
    "valid-from": row.valid_from,
    ...(row.valid_to === null ? {} : { "valid-to": row.valid_to }),
  }),
  status: (base, row): Service2Status => {
    const { description, parameters, tags, workflow } = row.definition;
    return {
      id: urnOf("service", row.service),
      name: row.name,
      description,
      status: row.disabled_at === null ? "active" : "inactive",
      account: row.account,
      policy: row.policy,
      // The Python client of 0.47 goes through the options of every parameter, whether it has any or not.
      parameters: parameters.map((parameter) => ({ ...parameter, options: parameter.options ?? [] })),
      "controller-schema": schemaOf(workflow.type),
      controller: controllerOf(workflow),
      ...(tags === undefined ? {} : { tags }),
      "valid-from": row.valid_from,
      links: selfLinks(base, "services2", row.service, "Service2StatusRT"),
    };
  },
};

/** A definition of 0.44 as one of 0.43, which is what is kept. */
export function definitionOf2(body: Service2Definition): ServiceDefinition {
  const { id: _, controller, "controller-schema": schema, ...rest } = body;
  return { ...rest, workflow: workflowOf(schema, controller) };
}

const RESOURCES = ["cpu", "memory", "ephemeral-storage"] as const;
type Workflow = ServiceDefinition["workflow"];
type Controller = Record<string, unknown>;

function controllerOf({ type, basic, argo, ...rest }: Workflow): Controller {
  if (type === "argo") return asObject(argo);
  if (type === "rest") return asObject((rest as Controller).rest);
  const { image, command, ...options } = basic ?? { image: "", command: [] };
  const amounts = (bound: "limit" | "request") =>
    Object.fromEntries(
      RESOURCES.flatMap((name) => {
        const amount = options[name]?.[bound];
        return amount === undefined ? [] : [[name, amount]];
      }),
    );
  const others = Object.entries(options).filter(([name]) => !(RESOURCES as readonly string[]).includes(name));
  return {
    $schema: SCHEMAS.basic,
    image,
    command,
    resources: { limits: amounts("limit"), requests: amounts("request") },
    ...Object.fromEntries(others),
  };
}

function workflowOf(schema: string, controller: Controller): Workflow {
  const type = (Object.keys(SCHEMAS) as Type[]).find((each) => SCHEMAS[each] === schema);
  if (type === undefined) {
    throw invalidParameter(
      "controller-schema",
      `is not known; allowed: ${Object.values(SCHEMAS).join(", ")}`,
      schema,
    );
  }
  if (type !== "basic") return { type, [type]: controller };
  const { $schema: _, image, command, resources, ...others } = controller;
  if (typeof image !== "string" || image === "") {
    throw invalidParameter("controller/image", "has to name a container image", JSON.stringify(image));
  }
  if (!Array.isArray(command) || !command.every((word): word is string => typeof word === "string")) {
    throw invalidParameter("controller/command", "has to be a list of words", JSON.stringify(command));
  }
  return { type, basic: { ...others, image, command, ...boundsOf(resources) } };
}

function boundsOf(resources: unknown): Controller {
  const { limits, requests } = asObject(resources);
  const [most, least] = [asObject(limits), asObject(requests)];
  return Object.fromEntries(
    RESOURCES.flatMap((name) => {
      const [limit, request] = [textOf(name, most[name]), textOf(name, least[name])];
      if (limit === undefined && request === undefined) return [];
      return [
        [name, { ...(limit === undefined ? {} : { limit }), ...(request === undefined ? {} : { request }) }],
      ];
    }),
  );
}

function textOf(name: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw invalidParameter(
    `controller/resources/${name}`,
    "has to be a quantity, such as 500m or 1Gi",
    JSON.stringify(value),
  );
}

const asObject = (value: unknown): Controller =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Controller) : {};
