import { verdict, without } from "./unavailable";

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
  expect(without([{ component: "magda", images: ["a"] }])).toEqual({
    components: { magda: { install: false } },
  });
});
