import { randomUUID } from "node:crypto";
import type { Wire } from "../support/wire";

/** What ids name, as paths have them. A record is an aspect under its older name; an account is its issuer's. */
export type Entity = "service" | "aspect" | "record" | "account";
/** Open to all accounts to read, or kept to its own. */
export type State = "open" | "kept";

const POLICY = {
  service: { open: "urn:ivcap:policy:ivcap.open.service", kept: "urn:ivcap:policy:ivcap.base.service" },
  aspect: { open: "urn:ivcap:policy:ivcap.open.metadata", kept: "urn:ivcap:policy:ivcap.base.metadata" },
};

export const ASPECT_BODY = { said: "by the matrix" };

export const definitionOf = (state: State) => ({
  name: "a service of the matrix",
  description: "There to be asked for",
  parameters: [{ name: "width", type: "int", description: "Width", optional: true }],
  workflow: { type: "basic", basic: { image: "registry/image:1", command: ["run"] } },
  policy: POLICY.service[state],
});

export const definition2Of = (state: State) => ({
  description: "There to be asked for, since API 0.44",
  parameters: [],
  controller: { image: "registry/image:1", command: ["run"] },
  "controller-schema": "urn:ivcap:schema.service.batch.1",
  policy: POLICY.service[state],
});

/** Makes one for the account of a token. @returns its uuid */
export async function make({ send }: Wire, token: string, entity: Entity, state: State): Promise<string> {
  const uuid = randomUUID();
  if (entity === "account") return uuid;
  const about = `entity=urn:test:entity:${uuid}&schema=urn:test:schema:made.1&policy=${POLICY.aspect[state]}`;
  const made =
    entity === "service"
      ? await send({
          method: "PUT",
          path: `/1/services/${uuid}?force-create=true`,
          token,
          body: definitionOf(state),
        })
      : await send({ method: "POST", path: `/1/aspects?${about}`, token, body: ASPECT_BODY });
  if (made.status !== 200) throw new Error(`cannot make a ${entity}: ${made.status} ${made.text}`);
  return made.json.id.slice(-uuid.length);
}

/** Where its owner reads it. */
export const pathOf = (entity: Entity, uuid: string) =>
  `/1/${entity === "service" ? "services" : "aspects"}/${uuid}`;
