import Type, { type Static } from "typebox";
import { instant, Link, listParameters, ref, text, uri } from "./common";

const ParameterOption = Type.Object(
  { value: Type.Optional(text("The value")), description: Type.Optional(text("What it means")) },
  { $id: "ParameterOptT" },
);

export const ParameterDef = Type.Object(
  {
    name: Type.String({ description: "Name", minLength: 1, maxLength: 200 }),
    type: Type.String({
      description: "string, int, float, bool, option, artifact, collection, …",
      minLength: 1,
    }),
    description: text("What it is for"),
    label: Type.Optional(text("What people read instead of the name")),
    unit: Type.Optional(text("Unit of the value")),
    constant: Type.Optional(Type.Boolean({ description: "Its default cannot be overridden" })),
    optional: Type.Optional(Type.Boolean({ description: "An order need not give it" })),
    default: Type.Optional(text("Value where an order gives none")),
    options: Type.Optional(Type.Array(ref(ParameterOption), { description: "Allowed values" })),
    unary: Type.Optional(Type.Boolean({ description: "A flag: its name alone means true" })),
  },
  { $id: "ParameterDefT", description: "A parameter that an order can give" },
);
export type ParameterDef = Static<typeof ParameterDef>;

const Quantity = Type.Object(
  {
    request: Type.Optional(text("What is set aside, as a Kubernetes quantity")),
    limit: Type.Optional(text("What it may use at most")),
  },
  { $id: "ResourceMemoryT" },
);

const BasicWorkflow = Type.Object(
  {
    image: Type.String({ description: "Container image", minLength: 1 }),
    command: Type.Array(Type.String(), { description: "What runs in it" }),
    cpu: Type.Optional(ref(Quantity)),
    memory: Type.Optional(ref(Quantity)),
    "ephemeral-storage": Type.Optional(ref(Quantity)),
    "gpu-number": Type.Optional(Type.Integer({ minimum: 0 })),
    "gpu-type": Type.Optional(Type.String()),
    "shared-memory": Type.Optional(Type.String()),
    "image-pull-policy": Type.Optional(Type.String()),
  },
  { $id: "BasicWorkflowOptsT", description: "One container" },
);

export const Workflow = Type.Object(
  {
    type: Type.String({ description: "basic or argo", minLength: 1 }),
    basic: Type.Optional(ref(BasicWorkflow)),
    argo: Type.Optional(Type.Unknown({ description: "An Argo workflow" })),
  },
  { $id: "WorkflowT", description: "What an order runs" },
);

const Reference = Type.Object(
  { title: Type.Optional(text("Title")), uri: Type.Optional(text("Address")) },
  { $id: "ReferenceT" },
);

export const ServiceDefinition = Type.Object(
  {
    name: Type.Optional(Type.String({ description: "Name", maxLength: 1000 })),
    description: text("What it does"),
    parameters: Type.Array(ref(ParameterDef), { description: "What an order can give", maxItems: 1000 }),
    workflow: ref(Workflow),
    policy: Type.Optional(text("Who may see and use it")),
    tags: Type.Optional(Type.Array(Type.String(), { description: "Words to find it by", maxItems: 1000 })),
    banner: Type.Optional(text("Address of a picture")),
    references: Type.Optional(
      Type.Array(ref(Reference), { description: "Where to read more", maxItems: 1000 }),
    ),
  },
  { $id: "ServiceDefinitionT", description: "A service as its provider describes it" },
);
export type ServiceDefinition = Static<typeof ServiceDefinition>;

const id = Type.String({ description: "URN of the service" });
const account = uri("URN of the account that owns it");

export const ServiceListItem = Type.Object(
  {
    id,
    name: text("Name"),
    description: Type.Optional(text("What it does")),
    banner: Type.Optional(text("Address of a picture")),
    policy: Type.Optional(uri("Who may see and use it")),
    "published-at": Type.Optional(instant("Since when it is there")),
    account,
    href: text("Absolute address of the service"),
  },
  { $id: "ServiceListItem", description: "A service in a list" },
);
export type ServiceListItem = Static<typeof ServiceListItem>;

export const ServiceList = Type.Object(
  {
    items: Type.Array(ref(ServiceListItem)),
    links: Type.Array(ref(Link)),
    "at-time": instant("The state of which instant this is"),
  },
  { $id: "ServiceListRT", description: "A page of services" },
);

export const ServiceStatus = Type.Object(
  {
    id,
    name: text("Name"),
    description: Type.Optional(text("What it does")),
    tags: Type.Optional(Type.Array(Type.String())),
    status: Type.Enum(["active", "inactive", "error"], { description: "Whether it takes orders" }),
    account,
    parameters: Type.Array(ref(ParameterDef)),
    links: Type.Array(ref(Link)),
  },
  { $id: "ServiceStatusRT", description: "A service" },
);
export type ServiceStatus = Static<typeof ServiceStatus>;

export const ServiceListQuery = Type.Object({
  ...listParameters,
  "order-by": Type.Optional(text("name, or the time of publication for all else")),
  "order-desc": Type.Optional(Type.Boolean({ description: "Newest, or last, first [true]" })),
});

export const SERVICE = [
  ParameterOption,
  ParameterDef,
  Quantity,
  BasicWorkflow,
  Workflow,
  Reference,
  ServiceDefinition,
  ServiceListItem,
  ServiceList,
  ServiceStatus,
];
