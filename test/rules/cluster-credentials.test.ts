import type { Deployment } from "../support/stacks";
import { texts } from "./support/resources";
import { type Rule, rule } from "./support/rule";

/** Of a cluster: what a kubeconfig lets its holder in by. */
const CREDENTIAL =
  /\b(kube_admin_config(_raw)?|kube_config_raw|client_key|client_certificate|eks_cluster_auth)\b/;
/** Arguments of the providers that carry one. */
const CARRIERS = ["token", "password", "username", "client_key", "client_certificate", "config_paths"];
/** Data sources that answer with one: what they answer is in the state. */
const ANSWERS = ["aws_eks_cluster_auth", "azurerm_kubernetes_cluster"];

const anywhere: Rule = ({ stacks }) =>
  stacks.flatMap(({ name, json: { provider, output = {}, resource, data = {}, locals = {} } }) => [
    ...texts(provider as never)
      .filter(({ key }) => CARRIERS.includes(key))
      .map(({ path }) => `${name}: provider ${path}`),
    ...ANSWERS.filter((type) => type in data).map((type) => `${name}: data ${type}`),
    ...texts({ provider, output, resource, data, locals } as never)
      .filter(({ value }) => /\$\{/.test(value) && CREDENTIAL.test(value))
      .map(({ path, value }) => `${name}: ${path}: ${value}`),
  ]);

const platform = (copy: Deployment) => {
  const found = copy.stacks.find(({ name }) => name.endsWith("-platform"));
  if (!found) throw new Error("no platform");
  return found.json;
};
const cluster = (copy: Deployment) => copy.stacks.find(({ name }) => name.endsWith("-cluster"))?.json;

rule(
  "no kubeconfig, token or client key of a cluster reaches a provider, an output or a state",
  anywhere,
  {
    "a token in a provider": (copy) => {
      platform(copy).provider.kubernetes = [{ host: "https://x", token: "abc" }];
    },
    "a client key in a provider": (copy) => {
      platform(copy).provider.helm = [{ kubernetes: { client_key: "abc" } }];
    },
    "a token that a data source asks for": (copy) => {
      Object.assign(platform(copy), { data: { aws_eks_cluster_auth: { cluster: { name: "x" } } } });
    },
    "an output with the administrator's kubeconfig": (copy) => {
      Object.assign(cluster(copy) ?? {}, {
        output: {
          config: { value: "${azurerm_kubernetes_cluster.cluster.kube_admin_config_raw}", sensitive: true },
        },
      });
    },
    "a certificate that crosses layers": (copy) => {
      Object.assign(cluster(copy) ?? {}, {
        output: {
          certificate: { value: "${azurerm_kubernetes_cluster.cluster.kube_config[0].client_certificate}" },
        },
      });
    },
  },
  { spoilt: "azure" },
);
