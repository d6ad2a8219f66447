import { namespaceNames, type Opening, openings, policies } from "./support/policies";
import { at, listAt, objectAt, pick } from "./support/resources";
import { type Rule, rule } from "./support/rule";

/** Whether `there` lets through on its end what `here` opens on its own. */
const answers = (here: Opening, there: Opening) =>
  there.direction !== here.direction &&
  there.namespace === here.peerNamespace &&
  there.labels === here.peerLabels &&
  there.peerNamespace === here.namespace &&
  there.peerLabels === here.labels &&
  there.ports === here.ports;

const bothEnds: Rule = (deployment) => {
  const all = openings(deployment);
  const ours = namespaceNames(deployment);
  return all
    .filter(({ peerNamespace }) => peerNamespace !== undefined && ours.includes(peerNamespace))
    .filter((here) => !all.some((there) => answers(here, there)))
    .map(
      ({ address, direction, peerNamespace }) =>
        `${address}: ${direction}: nothing answers it in ${peerNamespace}`,
    );
};

const LOGIN_OUT = "argo-login-check-to-postgres-pooler-login-check_out";
const LOGIN_IN = "argo-login-check-to-postgres-pooler-login-check_in";
const CLIENTS_IN = "clients-to-gateway-proxies-https_in";
const spoil =
  (part: string, change: (spec: ReturnType<typeof objectAt>) => void) => (copy: Parameters<Rule>[0]) =>
    change(objectAt(pick(copy, "kubernetes_network_policy_v1", part), "spec"));

rule("every flow between pods of ours is open on both ends", bothEnds, {
  "a flow that only leaves": spoil(LOGIN_IN, (spec) => {
    spec.ingress = [];
  }),
  "a flow that only arrives": spoil(LOGIN_OUT, (spec) => {
    spec.egress = [];
  }),
  "another port on one end": spoil(LOGIN_OUT, (spec) => {
    objectAt(spec, "egress", 0, "ports", 0).port = "5433";
  }),
  "other pods on one end": spoil(LOGIN_IN, (spec) => {
    spec.pod_selector = { match_labels: { app: "other" } };
  }),
});

/** Peers outside our namespaces: by address, or the cluster's resolver. */
const narrow: Rule = (deployment) => {
  const ours = namespaceNames(deployment);
  return openings(deployment)
    .filter((opening) => {
      const { peer, ports, peerNamespace, peerLabels, direction, site } = opening;
      if (ports === "[]") return true; // every port
      if (isForClients(opening)) return false;
      const cidr = at(peer, "ip_block", "cidr");
      if (cidr !== undefined)
        return String(cidr).endsWith("/0") && listAt(peer, "ip_block", "except").length === 0;
      if (peerNamespace === undefined) return true; // every namespace
      return (
        !site &&
        !ours.includes(peerNamespace) &&
        !(direction === "Egress" && isDns(peerNamespace, ports, peerLabels))
      );
    })
    .map(({ address, direction, peer }) => `${address}: ${direction}: too wide: ${JSON.stringify(peer)}`);
};

const isDns = (namespace: string, ports: string, labels: string) =>
  namespace === "kube-system" && labels !== "[]" && !/"port\\":\\"(?!53\\")/.test(ports);

/** From anywhere, but to the gateway's proxies only and to no port but those on which they answer clients. */
const isForClients = ({ direction, peer, namespace, labels, ports }: Opening) =>
  direction === "Ingress" &&
  Object.keys(peer).length === 0 &&
  namespace === "envoy-gateway-system" &&
  /owning-gateway-name/.test(labels) &&
  /^\["\{\\"port\\":\\"(10080|10443)\\",\\"protocol\\":\\"TCP\\"\}"\]$/.test(ports);

rule("a flow names its port and its peer: pods of a namespace, or addresses", narrow, {
  "another port of the proxies for clients": spoil(CLIENTS_IN, (spec) => {
    objectAt(spec, "ingress", 0, "ports", 0).port = "19000";
  }),
  "other pods beside the proxies for clients": spoil(CLIENTS_IN, (spec) => {
    spec.pod_selector = {};
  }),
  "every port": spoil(LOGIN_OUT, (spec) => {
    delete objectAt(spec, "egress", 0).ports;
  }),
  "every peer": spoil(LOGIN_IN, (spec) => {
    delete objectAt(spec, "ingress", 0).from;
  }),
  "every address": spoil(LOGIN_OUT, (spec) => {
    objectAt(spec, "egress", 0).to = [{ ip_block: { cidr: "0.0.0.0/0" } }];
  }),
  "pods of every namespace": spoil(LOGIN_OUT, (spec) => {
    objectAt(spec, "egress", 0).to = [{ pod_selector: { match_labels: { app: "x" } } }];
  }),
  "a namespace of the cluster's own": spoil(LOGIN_OUT, (spec) => {
    objectAt(spec, "egress", 0, "to", 0, "namespace_selector").match_labels = {
      "kubernetes.io/metadata.name": "kube-system",
    };
  }),
});

const METADATA = "169.254.0.0/16";
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", METADATA];

const noMetadata: Rule = (deployment) =>
  openings(deployment)
    .filter(
      ({ direction, peer }) => direction === "Egress" && String(at(peer, "ip_block", "cidr")).endsWith("/0"),
    )
    .flatMap(({ address, peer }) =>
      PRIVATE.filter((range) => !listAt(peer, "ip_block", "except").includes(range)).map(
        (range) => `${address}: the internet includes ${range}`,
      ),
    );

rule("the internet is 443 without private, link-local and metadata addresses", noMetadata, {
  "an internet with the cloud's metadata address": spoil(LOGIN_OUT, (spec) => {
    objectAt(spec, "egress", 0).to = [
      { ip_block: { cidr: "0.0.0.0/0", except: PRIVATE.filter((range) => range !== METADATA) } },
    ];
  }),
});

const told: Rule = (deployment) =>
  policies(deployment)
    .filter(({ body }) => listAt(body, "spec", "ingress").length + listAt(body, "spec", "egress").length > 0)
    .filter(({ body }) => !at(body, "metadata", "annotations", "ivcap.platform/flow"))
    .map(({ address }) => `${address}: opens something without saying what for`);

rule("every policy that opens something says what for", told, {
  "a policy without the flow's title": (copy) => {
    delete objectAt(pick(copy, "kubernetes_network_policy_v1", LOGIN_IN), "metadata").annotations;
  },
});
