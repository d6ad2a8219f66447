import type { ComponentDefinition } from "../definition";
import { flow, pods, toApiServer } from "../isolation/flows";
import { externalNamespace } from "../isolation/namespaces";
import { pooler } from "../postgres/definition";
import { runs } from "./sizes";

const namespace = externalNamespace("argo");
const controller = pods(namespace.name, "argo controller", {
  "app.kubernetes.io/name": "argo-workflows-workflow-controller",
  "app.kubernetes.io/instance": "argo-workflows",
});
/** Waits until Argo's copy of its login works, before the controller is started or restarted with it. */
export const loginCheckPods = pods(namespace.name, "argo login check", {
  "app.kubernetes.io/name": "argo-login-check",
});

export const argoWorkflows = {
  name: "argo-workflows",
  role: "Runs every order as a Workflow in order-runner and archives how it went in Postgres.",
  namespace,
  holdsData: false,
  needs: ["postgres", "secret-replicator"],
  flows: () => [
    toApiServer(controller, "workflows"),
    flow(controller, pooler, 5432, "archive"),
    flow(loginCheckPods, pooler, 5432, "login check"),
  ],
  runs,
  secrets: [],
  backup:
    "Its archive is in Postgres and is saved with it. Running Workflows are objects of Kubernetes: an order that is lost with its cluster is submitted again by the dispatcher, from the record.",
  replacement: "It cannot be left out: orders are Argo Workflows, and providers publish parts of them.",
} as const satisfies ComponentDefinition;
