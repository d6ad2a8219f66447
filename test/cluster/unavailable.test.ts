import { verdict, without, withThoseThatNeedThem } from "./unavailable";

const waiting = (reason?: string) => ({ containerStatuses: [{ state: { waiting: { reason } } }] });

test("an image is there once a later step fails, and not there once pulling it failed for good", () => {
  expect(verdict(waiting("CreateContainerConfigError"))).toBe(true);
  expect(verdict(waiting("ImagePullBackOff"))).toBe(false);
  expect(verdict(waiting("InvalidImageName"))).toBe(false);
});

test("while nothing is decided, nothing is said", () => {
  for (const status of [undefined, {}, waiting(), waiting("ContainerCreating"), waiting("ErrImagePull")])
    expect(verdict(status)).toBeUndefined();
});

test("what cannot be had is left out of the environment, and nothing else is changed", () => {
  expect(without([])).toEqual({ components: {} });
  expect(without([{ component: "magda", because: "x" }])).toEqual({
    components: { magda: { install: false } },
  });
});

test("what needs something that is left out is left out too, over several steps, and is listed once", () => {
  const installed = [
    { name: "envoy-gateway", needs: [] },
    { name: "cert-manager", needs: ["envoy-gateway"] },
    { name: "gateway", needs: ["envoy-gateway", "cert-manager"] },
    { name: "minio", needs: [] },
  ] as const;
  const lacking = { component: "envoy-gateway", because: "no image" } as const;
  expect(withThoseThatNeedThem([lacking], installed)).toEqual([
    lacking,
    { component: "cert-manager", because: "it needs envoy-gateway" },
    { component: "gateway", because: "it needs envoy-gateway" },
  ]);
  expect(withThoseThatNeedThem([], installed)).toEqual([]);
});
