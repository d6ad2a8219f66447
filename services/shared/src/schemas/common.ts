import Type, { type Static, type TSchema } from "typebox";

/**
 * Schemas of the API (0.43): the one source of types, of what is accepted, and of the OpenAPI document, where each stands under its
 * `$id`. Names are those of 0.43, so that clients generated from either have the same.
 */
export const uri = (description: string) => Type.String({ description, format: "uri" });
export const instant = (description: string) => Type.String({ description, format: "date-time" });
export const text = (description: string) => Type.String({ description });

/** A schema by its `$id`, with its type: in OpenAPI it stands once, among the components. */
export const ref = <T extends TSchema>(schema: T) =>
  Type.Unsafe<Static<T>>(Type.Ref((schema as { $id?: string }).$id as string));

export const Link = Type.Object(
  {
    rel: text("self, first, next or describedBy"),
    type: text("Media type of what the link leads to"),
    href: text("Absolute address"),
  },
  { $id: "LinkT", description: "A link to a related resource" },
);
export type Link = Static<typeof Link>;

const message = text("What was found, and what is allowed");

export const BadRequest = Type.Object(
  { message },
  { $id: "BadRequestT", description: "What is wrong with the request" },
);

export const InvalidParameter = Type.Object(
  {
    name: text("The parameter, header or member of the body"),
    message,
    value: Type.Optional(text("What was found")),
  },
  { $id: "InvalidParameterT", description: "A parameter that can be read and makes no sense" },
);

export const InvalidScopes = Type.Object(
  { message, id: Type.Optional(text("What may not be touched")) },
  { $id: "InvalidScopesT", description: "Who asks may not do this" },
);

export const ResourceNotFound = Type.Object(
  { id: text("What was asked for"), message },
  { $id: "ResourceNotFoundT", description: "There is none, or none that the client may know of" },
);

/** Headers of every answer that says when to come again. */
const empty = (description: string) => Type.Null({ description });

/** The failures of a route: those that any may have, and its own. */
export const failures = (...own: (keyof typeof OWN)[]) => ({
  400: described(BadRequest, "The request cannot be read"),
  401: empty("No token, or none that is accepted"),
  403: described(InvalidScopes, "Not allowed to this account or with this token"),
  422: described(InvalidParameter, "A parameter makes no sense"),
  429: described(BadRequest, "Over a limit; `Retry-After` says when to come again"),
  503: described(
    BadRequest,
    "Something that is needed does not answer; `Retry-After` says when to come again",
  ),
  ...Object.fromEntries(own.map((status) => [status, OWN[status]])),
});

const described = (schema: TSchema & { $id?: string }, description: string) =>
  Type.Ref(schema.$id as string, { description });

const OWN = {
  404: described(ResourceNotFound, "There is none, or none that the client may know of"),
  413: described(BadRequest, "The body is too large"),
  415: described(BadRequest, "The body's type is not read here"),
  424: described(BadRequest, "Several records match where one is wanted"),
};

/** Parameters of every list. An empty value counts as not given; with `page`, all others but `limit` are ignored. */
export const listParameters = {
  limit: Type.Optional(
    Type.Integer({
      description: "How many items at most; more than 50 are never given [10]",
      minimum: 1,
    }),
  ),
  page: Type.Optional(text("Token of the link `next`; all other parameters but `limit` are ignored with it")),
  filter: Type.Optional(text("Condition on fields, such as `name ~= 'Scott%'` (docs/reference/filter.md)")),
  "at-time": Type.Optional(text("The state as it was at that instant, RFC 3339 [now]")),
};

export const COMMON = [Link, BadRequest, InvalidParameter, InvalidScopes, ResourceNotFound];

export const IdParams = Type.Object({
  id: text("URN (`urn:ivcap:<kind>:<uuid>`), percent-encoded or not, or its uuid alone"),
});
