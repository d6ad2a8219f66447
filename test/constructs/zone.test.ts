import { loadEnvironments } from "../../environments/load";
import { releasesOf } from "../../scripts/support/releases";
import { accessOf } from "../../stacks/cluster";
import { flowsOf } from "../../stacks/platform/definitions";
import { at, listAt } from "../rules/support/resources";
import { stack } from "../support/stacks";

const release = (name: string, wanted: string) => {
  const found = releasesOf(stack(`${name}-platform`)).find((each) => each.name === wanted);
  if (!found) throw new Error(`no release ${wanted} in ${name}`);
  return found.values;
};
const object = (name: string, kind: string) =>
  listAt(release(name, "gateway"), "manifests").find((each) => at(each, "kind") === kind);
const fixture = (name: string) => {
  const [environment] = loadEnvironments("test/fixtures/environments", name);
  if (!environment) throw new Error(`no fixture ${name}`);
  return environment;
};

describe("where the deployment may change a zone", () => {
  test("certificates are proven by a record in it, and nobody has to reach the domain before", () => {
    const solvers = (name: string) => listAt(object(name, "Issuer"), "spec", "acme", "solvers");
    expect(solvers("aws-complete")).toEqual([
      { dns01: { route53: expect.objectContaining({ region: "ap-southeast-2" }) } },
    ]);
    expect(solvers("azure-complete")).toEqual([
      { dns01: { azureDNS: expect.objectContaining({ hostedZoneName: "complete.example.org" }) } },
    ]);
    const purposes = flowsOf(fixture("aws-complete")).map(({ purpose }) => purpose);
    expect(purposes).not.toContain("acme challenges");
    expect(purposes).not.toContain("acme self-check");
  });

  test("cert-manager uses its identity for the gateway's issuer, and asks the zone's own name servers for the record", () => {
    expect(release("azure-complete", "cert-manager")).toMatchObject({
      config: {
        gatewayAPI: { enabled: true },
        issuerAmbientCredentials: true,
      },
      podLabels: { "azure.workload.identity/use": "true" },
      serviceAccount: { annotations: { "azure.workload.identity/client-id": expect.any(String) } },
    });
    const asked = (name: string) =>
      flowsOf(fixture(name)).filter(({ to, port }) => to.kind === "internet" && port === 53);
    expect(asked("aws-complete")).toMatchObject([
      { from: { name: "cert-manager controller" }, protocols: ["UDP", "TCP"] },
    ]);
    expect(asked("complete")).toEqual([]);
    expect(release("minikube", "cert-manager").config).toEqual({ gatewayAPI: { enabled: true } });
  });
});

describe("records that are managed", () => {
  test("are those of the gateway's Service, in the one zone, and go with it", () => {
    for (const [name, provider] of [
      ["aws-complete", "aws"],
      ["azure-complete", "azure"],
    ] as const) {
      expect(release(name, "external-dns")).toMatchObject({
        provider: { name: provider },
        domainFilters: ["complete.example.org"],
        policy: "sync",
        txtOwnerId: `ivcap-${name}`,
        sources: ["service"],
        sourceNamespace: "envoy-gateway-system",
        extraArgs: expect.arrayContaining(["--service-type-filter=LoadBalancer"]),
      });
      const service = at(object(name, "EnvoyProxy"), "spec", "provider", "kubernetes", "envoyService");
      expect(at(service, "annotations", "external-dns.alpha.kubernetes.io/hostname")).toBe(
        fixture(name).domain,
      );
    }
  });

  test("are made by a controller that stands before the gateway, so that it is there when the gateway goes", () => {
    const gateway = stack("aws-complete-platform")
      .resources("helm_release")
      .find(({ name }) => name === "gateway");
    expect(gateway?.depends_on).toContain("helm_release.external-dns_chart_release");
  });

  test("need rights on services of one namespace, and nothing else of the cluster", () => {
    const roles = listAt(release("aws-complete", "external-dns-rights"), "manifests").filter(
      (each) => at(each, "kind") === "Role",
    );
    expect(roles).toMatchObject([
      {
        metadata: { namespace: "envoy-gateway-system" },
        rules: [{ resources: ["services"], verbs: ["get", "list", "watch"] }],
      },
    ]);
  });

  test("are nobody's where people make them", () => {
    const names = releasesOf(stack("minikube-platform")).map(({ name }) => name);
    expect(names).not.toContain("external-dns");
  });
});

test("a cloud's load balancer is asked for as its access says, and keeps the client's address", () => {
  for (const name of ["aws-complete", "azure-complete"]) {
    const { gateway } = accessOf(fixture(name));
    const service = at(object(name, "EnvoyProxy"), "spec", "provider", "kubernetes", "envoyService");
    expect(service).toMatchObject({
      type: "LoadBalancer",
      externalTrafficPolicy: "Local",
      annotations: gateway.annotations,
    });
    expect(at(service, "loadBalancerClass")).toBe(gateway.loadBalancerClass);
  }
});
