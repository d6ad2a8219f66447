import { type Deployment, deployments, stack } from "../support/stacks";

const outputs = (name: string) => stack(name).json.output ?? {};
const shown = ({ stacks }: Deployment) =>
  stacks.flatMap(({ json }) => Object.entries(json.output ?? {}).filter(([, { sensitive }]) => !sensitive));

test.each(deployments.map((deployment) => [deployment.name, deployment] as const))(
  "%s ends with its URL and the context that leads to it",
  (name, deployment) => {
    expect(Object.fromEntries(shown(deployment))).toMatchObject({
      url: { value: expect.stringMatching(/^https:\/\//) },
      context: { value: expect.any(String) },
    });
    expect(outputs(`${name}-platform`).next?.value ?? "none").toMatch(/^(npm run address -- --env |none$)/);
  },
);

describe("where the cloud gives the address, a deployment ends with it and with the record to make", () => {
  test("read of the Service that the gateway's proxies are told to have, once the gateway is ready", () => {
    const { json } = stack("aws-complete-platform");
    expect(json.data?.kubernetes_service_v1?.["gateway-service"]).toMatchObject({
      metadata: { name: "ivcap-gateway", namespace: "envoy-gateway-system" },
      depends_on: ["helm_release.gateway_listeners_objects_release"],
    });
    expect(JSON.stringify(json.resource.helm_release)).toContain('\\"name\\":\\"ivcap-gateway\\"');
  });

  test("a name in a line of its own, and that there is none yet where the cloud has not answered", () => {
    const record = JSON.stringify(outputs("aws-complete-platform")["dns-records"]?.value);
    expect(record).toContain(String.raw`\"A\" : \"CNAME\"`);
    expect(record).toContain(String.raw`local.address-given == \"\" ?`);
  });
});

test("where ports are the node's own, none is asked of a cloud, and the URL has the port", () => {
  expect(Object.keys(outputs("minikube-platform"))).toEqual(["context", "next", "url"]);
  expect(outputs("minikube-platform").url?.value).toBe("https://ivcap.localhost:30443/");
});

/** References to attributes that hold one. */
const SECRET = /\$\{[^}]*(password|secret|token|private_key|kube_config|client_key|access_key)/i;

test.each(deployments.map((deployment) => [deployment.name, deployment] as const))(
  "no output of %s that is shown holds a secret",
  (_, deployment) => {
    expect(shown(deployment).filter(([, { value }]) => SECRET.test(JSON.stringify(value)))).toEqual([]);
  },
);
