import Type, { type Static } from "typebox";
import { instant, Link, ref, text, uri } from "./common";
import { ParameterDef } from "./service";

const controllerSchema = Type.String({
  description: "What the controller is: urn:ivcap:schema.service.batch.1, .rest.1 or .argo.1",
  minLength: 1,
});
const controller = Type.Record(Type.String(), Type.Unknown(), { description: "What runs it, by its schema" });
const name = Type.Optional(Type.String({ description: "Name", maxLength: 1000 }));
const tags = Type.Optional(Type.Array(Type.String(), { description: "Words to find it by", maxItems: 1000 }));

export const Service2Definition = Type.Object(
  {
    id: Type.Optional(text("URN, where the provider chooses it")),
    name,
    description: text("What it does"),
    parameters: Type.Array(ref(ParameterDef), { description: "What a job can give", maxItems: 1000 }),
    controller,
    "controller-schema": controllerSchema,
    policy: Type.Optional(text("Who may see and use it")),
    tags,
  },
  { $id: "Service2DefinitionT", description: "A service as its provider describes it, since API 0.44" },
);
export type Service2Definition = Static<typeof Service2Definition>;

const validity = {
  "valid-from": Type.Optional(instant("Since when it is so")),
  "valid-to": Type.Optional(instant("When it ended")),
};

export const Service2ListItem = Type.Object(
  {
    id: text("URN of the service"),
    href: text("Absolute address of the service"),
    name,
    description: Type.Optional(text("What it does")),
    "controller-schema": controllerSchema,
    tags,
    ...validity,
  },
  { $id: "Service2ListItemT", description: "A service in a list, since API 0.44" },
);

export const Service2List = Type.Object(
  {
    items: Type.Array(ref(Service2ListItem)),
    links: Type.Array(ref(Link)),
    "at-time": instant("The state of which instant this is"),
  },
  { $id: "Service2ListRT", description: "A page of services, since API 0.44" },
);

export const Service2Status = Type.Object(
  {
    id: text("URN of the service"),
    name,
    description: text("What it does"),
    status: Type.Enum(["active", "inactive", "error"], { description: "Whether it takes jobs" }),
    account: uri("URN of the account that owns it"),
    policy: uri("Who may see and use it"),
    parameters: Type.Array(ref(ParameterDef)),
    controller,
    "controller-schema": controllerSchema,
    tags,
    ...validity,
    links: Type.Array(ref(Link)),
  },
  { $id: "Service2StatusRT", description: "A service, since API 0.44" },
);
export type Service2Status = Static<typeof Service2Status>;

export const SERVICE2 = [Service2Definition, Service2ListItem, Service2List, Service2Status];
