import type { ComponentDefinition } from "../definition";
import { flow, pods, toApiServer } from "../isolation/flows";
import { logging } from "../logging/namespace";
import { shipperOf } from "../logging/shipper";
import { server as logStore } from "../loki/definition";
import { runs } from "./sizes";

const shipper = pods(logging.name, "alloy", {
  "app.kubernetes.io/name": "alloy",
  "app.kubernetes.io/instance": "alloy",
});

export const alloy = {
  name: "alloy",
  role: "Reads the logs of the platform's pods from the Kubernetes API and brings them to Loki, with the labels by which they are found.",
  namespace: logging,
  holdsData: false,
  wanted: (environment) => shipperOf(environment) === "alloy",
  needs: ["loki"],
  flows: () => [toApiServer(shipper, "pods and their logs"), flow(shipper, logStore, 3100, "log lines")],
  runs,
  secrets: [],
  backup:
    "It holds nothing: how far it has read is lost with its pod, and it reads again what the cluster still has.",
  replacement:
    "Promtail (`logs.shipper: promtail`), or a site's own (`install: false`) that writes to Loki with the tenant and the labels of constructs/logging/labels.ts.",
} satisfies ComponentDefinition;
