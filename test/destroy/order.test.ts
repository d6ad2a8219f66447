import { planTearDown } from "../../scripts/destroy/order";
import { tearDown } from "../../scripts/destroy/steps";
import { layerState } from "../../scripts/support/state";
import { environmentOf } from "../support/environments";
import { fakeCli } from "../support/fake-cli";
import { type Does, fakeTerraform } from "../support/fake-terraform";
import { stack } from "../support/stacks";

const shown = (...addresses: string[]) => ({
  format_version: "1.0",
  values: {
    root_module: {
      resources: addresses.map((address) => ({ address, mode: "managed", type: "a", name: "b" })),
    },
  },
});
const EMPTY = { format_version: "1.0" };
const show = (state: object) => `echo '${JSON.stringify(state)}'`;
const failing = (summary: string, detail: string) => {
  const diagnostic = { severity: "error", summary, detail };
  return `echo '${JSON.stringify({ type: "diagnostic", "@message": summary, diagnostic })}'; exit 1`;
};

const CLUSTER = "aws-complete-cluster";
const PLATFORM = "aws-complete-platform";

/** Tears a deployment on AWS down that holds this, with a Terraform that does as told. */
async function destroy(
  holds: { readonly cluster?: string[]; readonly platform?: string[] },
  does: Readonly<Record<string, Does>> = {},
  context = "ivcap-aws-complete",
) {
  const kubectl = fakeCli("kubectl", {
    "get-contexts": { prints: context },
    "-o json": { items: [] },
    "-o name": { prints: "" },
  });
  const program = fakeTerraform({
    [CLUSTER]: { show: show(EMPTY) },
    [PLATFORM]: { show: show(EMPTY) },
    ...does,
  });
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  const steps = await planTearDown(
    {
      environment: environmentOf({ name: "aws-complete" }),
      stacks: [stack(CLUSTER), stack(PLATFORM)],
      terraform: { program, env: {} },
    },
    new Map([
      [CLUSTER, layerState(holds.cluster ? shown(...holds.cluster) : EMPTY)],
      [PLATFORM, layerState(holds.platform ? shown(...holds.platform) : EMPTY)],
    ]),
    say,
  );
  const { taken, failed } = await tearDown(steps, say);
  return {
    taken: taken.map(({ name, result }) => `${name}: ${result}`),
    failed,
    said,
    calls: kubectl.calls(),
  };
}

const BOTH = { cluster: ["aws_vpc.a", "aws_eks_cluster.a"], platform: ["helm_release.a"] };

test("the gateway goes first, then the platform, its volumes, and the cluster last", async () => {
  const { taken, failed } = await destroy(BOTH);
  expect(taken).toEqual([
    "routes and the gateway: there are none",
    "aws-complete-platform (1 resources): destroyed",
    "volumes: gone",
    "aws-complete-cluster (2 resources): destroyed",
  ]);
  expect(failed).toBeUndefined();
});

test("a platform that fails keeps its cluster, and tells what still stands", async () => {
  const { taken, failed } = await destroy(BOTH, {
    [PLATFORM]: { destroy: failing("uninstall failed", "timed out"), show: show(shown("helm_release.a")) },
  });
  expect(taken.slice(1)).toEqual([
    "aws-complete-platform (1 resources): FAILED",
    "volumes: not begun",
    "aws-complete-cluster (2 resources): not begun",
  ]);
  expect(failed?.reason).toMatch(
    /^aws-complete-platform: \S+ destroy: uninstall failed: timed out\nstill there: helm_release\.a$/,
  );
  expect(failed?.sweepAfter).not.toBe(true);
});

test("a cluster that fails is swept: what it left may be what keeps it", async () => {
  const { failed } = await destroy(BOTH, {
    [CLUSTER]: { destroy: failing("DependencyViolation", "in use"), show: show(shown("aws_vpc.a")) },
  });
  expect(failed).toMatchObject({
    sweepAfter: true,
    reason: expect.stringContaining("still there: aws_vpc.a"),
  });
});

test("a Terraform that ends well and leaves something has failed", async () => {
  const { failed } = await destroy(BOTH, { [PLATFORM]: { show: show(shown("helm_release.a")) } });
  expect(failed?.reason).toBe("still there: helm_release.a");
});

test("of much that still stands the first are told, and how many more", async () => {
  const many = Array.from({ length: 12 }, (_, index) => `a.b${index}`);
  const { failed } = await destroy(BOTH, { [PLATFORM]: { show: show(shown(...many)) } });
  expect(failed?.reason).toMatch(/a\.b9, and 2 more$/);
});

test("run again, it goes on where it stopped, volumes included", async () => {
  expect((await destroy({ cluster: ["aws_vpc.a"] })).taken).toEqual([
    "routes and the gateway: there are none",
    "volumes: gone",
    "aws-complete-cluster (1 resources): destroyed",
  ]);
});

test("run again when the cluster itself is gone, it takes the rest away and says what it could not look at", async () => {
  const { taken, said } = await destroy({ cluster: ["aws_vpc.a"] }, {}, "another");
  expect(taken).toEqual(["aws-complete-cluster (1 resources): destroyed"]);
  expect(said[0]).toMatch(/^context ivcap-aws-complete is not in the kubeconfig.*left to the sweep$/);
});

test("a platform whose cluster does not answer is not begun", async () => {
  await expect(destroy(BOTH, {}, "another")).rejects.toThrow(
    /^context ivcap-aws-complete is not in the kubeconfig/,
  );
});

test("states that hold nothing need no step", async () => {
  expect((await destroy({})).taken).toEqual([]);
});
