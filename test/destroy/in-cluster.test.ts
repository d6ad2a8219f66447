import { parseEnvironment } from "../../environments/parse";
import type { Environment } from "../../environments/schema";
import { gatewayStep, refuseOthersLoadBalancers, volumesStep } from "../../scripts/destroy/in-cluster";
import { Kubectl } from "../../scripts/support/kubectl";
import { MINIMAL } from "../support/environment-folder";
import { type Answers, fakeCli } from "../support/fake-cli";

const environment = parseEnvironment("environments/laptop.yaml", MINIMAL).environment as Environment;
const kubectl = new Kubectl("laptop");
const now = { seconds: 0 };
const service = (name: string, type: string) => ({ metadata: { namespace: "apps", name }, spec: { type } });
const volume = (name: string, persistentVolumeReclaimPolicy: string, storageClassName = "ivcap-data") => ({
  metadata: { name },
  spec: { persistentVolumeReclaimPolicy, storageClassName },
});
const CRDS = { "get crd": { prints: "crd/gateways\ncrd/httproutes" } };

describe("routes and the gateway", () => {
  const run = (answers: Answers) => {
    const fake = fakeCli("kubectl", { ...answers });
    return { ...fake, result: gatewayStep(kubectl, environment, now).run() };
  };

  test("go, routes first, and with them the Service that the load balancer is of", async () => {
    const { calls, result } = run({ ...CRDS, "get services": { items: [] } });
    expect(await result).toBe("gone");
    expect(calls().filter((call) => call.includes(" delete "))).toEqual([
      expect.stringContaining("delete httproutes --all -n gateway"),
      expect.stringContaining("delete httproutes --all -n ivcap"),
      expect.stringContaining("delete gateways.gateway.networking.k8s.io ivcap -n gateway"),
    ]);
  });

  test("are passed over where their kinds are not there any more", async () => {
    expect(await run({ "get crd": { prints: "" } }).result).toBe("there are none");
  });

  test("are not gone as long as a Service waits for its load balancer", async () => {
    const { result } = run({ ...CRDS, "get services": { items: [service("envoy", "LoadBalancer")] } });
    await expect(result).rejects.toThrow("after 0 s still there: Service apps/envoy");
  });
});

describe("volumes", () => {
  const run = (...items: object[]) => {
    fakeCli("kubectl", { "get persistentvolumes": { items } });
    return volumesStep(kubectl, now).run();
  };

  test("are waited for where their disks are to go with them", async () => {
    await expect(run(volume("pvc-1", "Delete"))).rejects.toThrow("after 0 s still there: pvc-1");
  });

  test("that are retained are named, and keep nothing from going on", async () => {
    expect(await run(volume("pvc-1", "Retain"))).toBe("gone, but for those that are retained: pvc-1");
  });

  test("of other classes are nobody's business here", async () => {
    expect(await run(volume("pvc-1", "Delete", "standard"))).toBe("gone");
  });
});

test("a load balancer of someone else is named before anything is destroyed: it would outlive the cluster", async () => {
  fakeCli("kubectl", {
    "get services": { items: [service("web", "LoadBalancer"), service("db", "ClusterIP")] },
  });
  await expect(refuseOthersLoadBalancers(kubectl)).rejects.toThrow(
    /Services apps\/web; .* delete them first/,
  );
});
