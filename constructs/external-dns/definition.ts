import type { ComponentDefinition } from "../definition";
import { managesRecords } from "../gateway/zone";
import { pods, toApiServer } from "../isolation/flows";
import { externalNamespace } from "../isolation/namespaces";
import { runs } from "./sizes";

const namespace = externalNamespace("external-dns");
const server = pods(namespace.name, "external-dns", {
  "app.kubernetes.io/name": "external-dns",
  "app.kubernetes.io/instance": "external-dns",
});

/** The account of its pods, by which the cloud knows it. */
export const account = "external-dns";

/**
 * Behind the type of a record, what begins the name of the note that says whose the record is. It ends in a dot: beside a zone's own name
 * there is nothing of the zone, below it there is.
 */
export const NOTE = "-external-dns.";

export const externalDns = {
  name: "external-dns",
  role: "Makes the records of the gateway's names in the cloud's zone, and removes those it made.",
  namespace,
  holdsData: false,
  wanted: managesRecords,
  needs: ["envoy-gateway"],
  runs,
  flows: () => [toApiServer(server, "services")],
  cloudWorkloads: () => [
    {
      name: "external-dns",
      namespace: namespace.name,
      serviceAccount: account,
      grants: ["dns"],
      pods: [server],
    },
  ],
  secrets: [],
  backup: "It holds nothing. Which records are its own stands in the zone, in TXT records beside them.",
  replacement:
    "People: without `dns.records: managed` deploy ends with the record to make. Or a site's own external-dns (`install: false`), which reads the annotation of the gateway's Service.",
} as const satisfies ComponentDefinition;
