import type { Environment } from "../../environments/schema";

/** What every resource of a deployment carries in a cloud: by these a bill is split, and what a teardown left behind is found. */
export const tagsOf = ({ name, owner = "ivcap" }: Environment, layer: "cluster" | "platform" | "state") => ({
  platform: "ivcap",
  environment: name,
  layer,
  owner,
});
