import { externalNamespace } from "../isolation/namespaces";

/** Where logs are kept and looked at: Loki, Grafana, and a shipper that needs nothing of the node. */
export const logging = externalNamespace("logging");
