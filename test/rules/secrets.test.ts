import type { Deployment } from "../support/stacks";
import { at, objectAt, pick, resources, texts } from "./support/resources";
import { type Rule, rule } from "./support/rule";

/** Attributes of a Terraform secret that end in plan and state. */
const READABLE = ["data", "binary_data", "string_data", "binary_data_wo"];
/** Keys that hold who logs in, not the proof: the only fixed values there may be. */
const NOT_SECRET = ["username", "rootUser", "accessKey", "admin-user"];
const REFERENCE = /^\$\{ephemeral\.random_password\.([\w-]+)\.result\}$/;

const ephemeralsOf = ({ stacks }: Deployment) =>
  Object.assign({}, ...stacks.map(({ json }) => json.ephemeral?.random_password)) as Record<
    string,
    { length: number }
  >;

const writeOnly: Rule = (deployment) =>
  resources(deployment, "kubernetes_secret_v1").flatMap(({ address, body }) => [
    ...READABLE.filter((key) => body[key] !== undefined).map(
      (key) => `${address}: ${key}: ends in the state`,
    ),
    ...(typeof body.data_wo_revision === "number" ? [] : [`${address}: data_wo_revision: missing`]),
    ...Object.entries(objectAt(body.data_wo ?? {}))
      .filter(([key, value]) => {
        const made = ephemeralsOf(deployment)[REFERENCE.exec(String(value))?.[1] ?? ""];
        return !NOT_SECRET.includes(key) && (made?.length ?? 0) < 32;
      })
      .map(([key, value]) => `${address}: data_wo.${key}: ${value}`),
  ]);

rule("a secret's value is ephemeral, at least 32 characters and written only (CKV_SECRET_6)", writeOnly, {
  ...Object.fromEntries(
    READABLE.map((key) => [
      `values in ${key}`,
      (copy: Deployment) => {
        pick(copy, "kubernetes_secret_v1")[key] = { password: "x" };
      },
    ]),
  ),
  "a password that is written down": (copy) => {
    objectAt(pick(copy, "kubernetes_secret_v1", "postgres-argo"), "data_wo").password = "Tr0ub4dor";
  },
  "a reference to nothing": (copy) => {
    objectAt(pick(copy, "kubernetes_secret_v1", "postgres-argo"), "data_wo").password =
      "${ephemeral.random_password.nothing.result}";
  },
  "a short password": (copy) => {
    for (const each of Object.values(ephemeralsOf(copy))) each.length = 8;
  },
  "a value that no revision renews": (copy) => {
    delete pick(copy, "kubernetes_secret_v1").data_wo_revision;
  },
});

/** Resources that compute a secret and keep it in the state. */
const KEEPS = /^(random_(password|string|id|bytes)|tls_private_key|kubernetes_(secret|token_request_v1))\./;

const noneInState: Rule = (deployment) => [
  ...resources(deployment)
    .filter(({ address }) => KEEPS.test(address))
    .map(({ address }) => `${address}: keeps its secret in the state`),
  ...resources(deployment).flatMap(({ address, body }) =>
    texts(body)
      .filter(({ path, value }) => value.includes("ephemeral.") && !path.startsWith("data_wo."))
      .map(({ path }) => `${address}: ${path}: an ephemeral value in an attribute that is kept`),
  ),
];

rule("no resource keeps a secret in the state", noneInState, {
  "a password as a resource": (copy) => {
    Object.assign(copy.stacks[0]?.json.resource ?? {}, { random_password: { root: { length: 40 } } });
  },
  "an ephemeral value in a release": (copy) => {
    pick(copy, "helm_release").values = ["${ephemeral.random_password.minio-root_rootPassword.result}"];
  },
});

const REPLICATE = "replicator.v1.mittwald.de/replicate-to";

const exactCopies: Rule = (deployment) => {
  const ours = resources(deployment, "kubernetes_namespace_v1").map(({ body }) =>
    at(body, "metadata", "name"),
  );
  return resources(deployment).flatMap(({ address, body }) => {
    const annotations = Object.entries(objectAt(at(body, "metadata", "annotations") ?? {}));
    return annotations
      .filter(([key]) => key.startsWith("replicator.v1.mittwald.de/"))
      .flatMap(([key, value]) =>
        key !== REPLICATE
          ? [`${address}: ${key}: allowed: ${REPLICATE} only`]
          : String(value)
              .split(",")
              .filter((name) => !ours.includes(name) || name === at(body, "metadata", "namespace"))
              .map((name) => `${address}: copied to ${name}, which is no other namespace of ours`),
      );
  });
};

const copyTo = (annotations: Record<string, string>) => (copy: Deployment) => {
  objectAt(pick(copy, "kubernetes_secret_v1", "postgres-argo"), "metadata").annotations = annotations;
};

rule("a secret is copied to exact namespaces of ours and to no pattern", exactCopies, {
  "a pattern": copyTo({ [REPLICATE]: "argo|ivcap" }),
  "every namespace": copyTo({ [REPLICATE]: ".*" }),
  "a namespace that nobody makes": copyTo({ [REPLICATE]: "argo,default" }),
  "a blank before the name": copyTo({ [REPLICATE]: "argo, ivcap" }),
  "namespaces by label": copyTo({ "replicator.v1.mittwald.de/replicate-to-matching": "a=b" }),
});
