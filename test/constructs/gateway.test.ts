import { acmeAccount } from "../../constructs/gateway/tls";
import { flowTitle } from "../../constructs/isolation/flows";
import { loadEnvironments } from "../../environments/load";
import type { Environment } from "../../environments/schema";
import { releasesOf } from "../../scripts/support/releases";
import type { JsonObject } from "../../scripts/support/stack-json";
import { accessOf } from "../../stacks/cluster";
import { flowsOf } from "../../stacks/platform/definitions";
import { at, listAt } from "../rules/support/resources";
import { stack } from "../support/stacks";

const [shipped] = loadEnvironments("environments", "minikube");
if (!shipped) throw new Error("environments/minikube.yaml is gone");
const environment: Environment = shipped;
const cluster = accessOf(environment);

/** The objects of a kind in the release of the gateway. */
const objects = (name: string, kind: string): JsonObject[] => {
  const release = releasesOf(stack(`${name}-platform`)).find(({ component }) => component === "gateway");
  return listAt(release?.values, "manifests").filter((each) => at(each, "kind") === kind) as JsonObject[];
};
const named = (name: string, kind: string, metadataName: string) =>
  objects(name, kind).find((each) => at(each, "metadata", "name") === metadataName);

describe("an account at a public authority", () => {
  const withTls = (tls: Environment["tls"]) => () =>
    acmeAccount({ ...environment, ...(tls ? { tls } : {}) }, cluster);

  test("is made where the issuer is acme, at Let's Encrypt unless another is named", () => {
    expect(withTls({ issuer: "acme", email: "a@example.org" })()).toEqual({
      email: "a@example.org",
      server: "https://acme-v02.api.letsencrypt.org/directory",
    });
    expect(withTls({ issuer: "acme", email: "a@example.org", server: "https://x.org/d" })()?.server).toBe(
      "https://x.org/d",
    );
  });

  test("is not made where the deployment signs its own certificates", () => {
    expect(withTls(undefined)()).toBeUndefined();
    expect(withTls({ issuer: "self-signed" })()).toBeUndefined();
  });

  test("needs an email, also where the target's default is acme", () => {
    const missing = /minikube\.yaml: tls\.email: found: nothing; allowed with the issuer acme: .*; add it/;
    expect(withTls({ issuer: "acme" })).toThrow(missing);
    expect(() => acmeAccount(environment, { ...cluster, issuerDefault: "acme" })).toThrow(missing);
  });

  test("leaves no setting that would do nothing", () => {
    expect(withTls({ email: "a@example.org", server: "https://x.org/d" })).toThrow(
      /tls\.email: found: a@example\.org; .*remove it.*\n.*tls\.server: found: https:\/\/x\.org\/d/,
    );
  });
});

test("the deployment's own authority is good for the deployment's names and no others", () => {
  const authority = named("minikube", "Certificate", "gateway-authority");
  expect(at(authority, "spec", "nameConstraints")).toEqual({
    critical: true,
    permitted: { dnsDomains: ["ivcap.localhost"] },
  });
  expect(at(authority, "spec", "privateKey", "rotationPolicy")).toBe("Never");
  expect(named("complete", "Certificate", "gateway-authority")).toBeUndefined();
});

test("only an environment with a public authority lets cert-manager out", () => {
  const [complete] = loadEnvironments("test/fixtures/environments", "complete");
  if (!complete) throw new Error("the fixture is gone");
  const out = (each: Environment) =>
    flowsOf(each)
      .map(flowTitle)
      .filter((title) => /acme/.test(title));
  expect(out(environment)).toEqual([]);
  expect(out(complete).sort()).toEqual([
    "cert-manager controller → gateway proxies: acme self-check",
    "cert-manager controller → internet: acme",
    "cert-manager controller → internet: acme self-check",
    "gateway proxies → acme solvers: acme challenges",
  ]);
});

test("each host has a listener, a certificate of its own, and one namespace that may answer for it", () => {
  const [http, ...hosts] = listAt(objects("minikube", "Gateway")[0], "spec", "listeners");
  expect(at(http, "allowedRoutes", "namespaces", "from")).toBe("Same");
  for (const host of hosts) {
    expect(host).toMatchObject({
      protocol: "HTTPS",
      tls: { mode: "Terminate" },
      allowedRoutes: {
        namespaces: {
          from: "Selector",
          selector: { matchLabels: { "kubernetes.io/metadata.name": expect.any(String) } },
        },
      },
    });
    const [reference] = listAt(host, "tls", "certificateRefs");
    const certificate = named("minikube", "Certificate", String(at(reference, "name")));
    expect(at(certificate, "spec", "dnsNames")).toEqual([at(host, "hostname")]);
  }
  expect(hosts.map((host) => at(host, "hostname"))).toEqual(["ivcap.localhost"]);
});

test("HTTP leads to HTTPS on the port that clients dial, and Envoy opens the node's ports that are set", () => {
  const [redirect] = objects("complete", "HTTPRoute");
  expect(JSON.stringify(redirect)).toContain(
    '"requestRedirect":{"scheme":"https","port":30772,"statusCode":301}',
  );
  const service = at(objects("complete", "EnvoyProxy")[0], "spec", "provider", "kubernetes", "envoyService");
  expect(service).toMatchObject({ type: "NodePort", externalTrafficPolicy: "Local" });
  expect(listAt(service, "patch", "value", "spec", "ports").map((port) => at(port, "nodePort"))).toEqual([
    30771, 30772,
  ]);
});

test("nothing ends by the clock: no request and no stream has a total time", () => {
  const [services] = objects("minikube", "BackendTrafficPolicy");
  const [clients] = objects("minikube", "ClientTrafficPolicy");
  expect(at(services, "spec", "timeout", "http", "requestTimeout")).toBe("0s");
  const totals = /"(requestReceivedTimeout|maxConnectionDuration|maxStreamDuration|responseTimeout)"/;
  expect(JSON.stringify([services, clients])).not.toMatch(totals);
  expect(at(clients, "spec", "timeout", "http", "streamIdleTimeout")).toBe("1h");
  expect(at(clients, "spec", "tls", "minVersion")).toBe("1.2");
});

test("several proxies are spread, and one of them may be away at a time", () => {
  const settings = (name: string) => at(objects(name, "EnvoyProxy")[0], "spec", "provider", "kubernetes");
  expect(at(settings("complete"), "envoyPDB")).toEqual({ minAvailable: 17 });
  expect(at(settings("minikube"), "envoyPDB")).toBeUndefined();
});
