import type { ComponentDefinition } from "../definition";
import { flow, pods } from "../isolation/flows";
import { logging } from "../logging/namespace";
import { server as logStore } from "../loki/definition";
import { fixed, generated, type SecretDefinition } from "../secrets/definition";
import { runs } from "./sizes";

export const server = pods(logging.name, "grafana", {
  "app.kubernetes.io/name": "grafana",
  "app.kubernetes.io/instance": "grafana",
});

export const adminSecret: SecretDefinition = {
  name: "grafana-admin",
  home: logging.name,
  type: "Opaque",
  // The chart looks for the first two by these names.
  values: { "admin-user": fixed("admin"), "admin-password": generated(), "secret-key": generated() },
  readers: [{ namespace: logging.name, who: "Grafana, and whoever logs in" }],
  rotation: "Grafana restarts with an empty database and the new password; everybody logs in again.",
};

export const grafana = {
  name: "grafana",
  role: "Shows the logs: a dashboard for the platform, one for orders, and free queries.",
  namespace: logging,
  holdsData: false,
  needs: ["loki"],
  flows: () => [flow(server, logStore, 3100, "queries")],
  runs,
  secrets: [adminSecret],
  backup:
    "It holds nothing: data source and dashboards are files of this repository. What was made by hand goes with its pod.",
  replacement:
    "A site's own Grafana 12 or newer (`install: false`): it needs a Loki data source with the uid `loki` and the tenant's header, and the files of `constructs/grafana/dashboards`.",
} as const satisfies ComponentDefinition;
