import type { ComponentDefinition } from "../definition";
import { flow, pods, toApiServer } from "../isolation/flows";
import { externalNamespace } from "../isolation/namespaces";
import { shipperOf } from "../logging/shipper";
import { server as logStore } from "../loki/definition";
import { runs } from "./sizes";

/** Of its own, so that Loki and Grafana keep the level restricted. */
const namespace = {
  ...externalNamespace("log-shipper"),
  podSecurity: {
    level: "privileged",
    because:
      "Promtail reads the log files of every pod from its node, as root, which owns them (logs.shipper: promtail)",
  },
} as const;

const shipper = pods(namespace.name, "promtail", {
  "app.kubernetes.io/name": "promtail",
  "app.kubernetes.io/instance": "promtail",
});

export const promtail = {
  name: "promtail",
  role: "Reads the log files of the platform's pods on every node and brings them to Loki, with the labels by which they are found. Its makers ended it in March 2026.",
  namespace,
  holdsData: false,
  wanted: (environment) => shipperOf(environment) === "promtail",
  needs: ["loki"],
  flows: () => [toApiServer(shipper, "pods"), flow(shipper, logStore, 3100, "log lines")],
  runs,
  secrets: [],
  backup:
    "It holds nothing: how far it has read is lost with its pod, and it reads again what the node still has.",
  replacement:
    "Alloy (`logs.shipper: alloy`): the same labels and tenant, so that nobody who reads logs sees the change.",
} satisfies ComponentDefinition;
