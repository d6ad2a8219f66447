import { type JsonObject, resourcesOf, type StackJson } from "./stack-json";

/** A Helm release as a synthesised stack carries it. */
export interface Release {
  /** The first construct below the stack: the component's name. */
  readonly component: string;
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly version: string;
  readonly repository: string | undefined;
  readonly values: JsonObject;
  /** Where a chart of ours lies. */
  readonly stackFolder: string;
}

/** Our own chart lies beside the stack and prints what it is given. */
export const isOurs = ({ chart }: { readonly chart: string }): boolean => chart.startsWith("assets/");

/** All releases of a stack. */
export const releasesOf = (stack: StackJson): Release[] =>
  resourcesOf(stack, "helm_release").map((body) => {
    const { path } = (body["//"] as { metadata: { path: string } }).metadata;
    return {
      component: path.split("/")[1] ?? "",
      name: String(body.name),
      namespace: String(body.namespace),
      chart: String(body.chart),
      version: String(body.version),
      repository: typeof body.repository === "string" ? body.repository : undefined,
      values: valuesOf(body),
      stackFolder: stack.folder,
    };
  });

/** Values as Helm gets them: Terraform's escapes taken off. */
export const valuesOf = (body: JsonObject): JsonObject =>
  JSON.parse(
    String((body.values as string[])[0])
      .replaceAll("$${", () => "${")
      .replaceAll("%%{", "%{"),
  ) as JsonObject;

/** The default accounts of namespaces, which Terraform sets up itself, as Kubernetes objects. */
export const accountsOf = (stack: StackJson): JsonObject[] =>
  resourcesOf(stack, "kubernetes_default_service_account_v1").map(
    ({ metadata, automount_service_account_token }) => ({
      kind: "ServiceAccount",
      metadata: { name: "default", namespace: (metadata as JsonObject).namespace ?? null },
      automountServiceAccountToken: automount_service_account_token ?? null,
    }),
  );
