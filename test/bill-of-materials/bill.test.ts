import { imageOf } from "../../constructs/images";
import { type ChartName, type ComponentName, chartPins, pins } from "../../constructs/pins";
import { loadEnvironments } from "../../environments/load";
import { type Bill, billOf, PREFLIGHT } from "../../scripts/bill-of-materials/bill";
import { deployments } from "../support/stacks";

const environments = ["environments", "test/fixtures/environments"].flatMap((folder) =>
  loadEnvironments(folder),
);
const bills = environments.map((environment): [string, Bill] => {
  const { stacks = [] } = deployments.find(({ name }) => name === environment.name) ?? {};
  return [environment.name, billOf(environment, stacks)];
});
const billNamed = (name: string) => Object.fromEntries(bills)[name] as Bill;

test.each(bills)(
  "%s: each image is one of the table of pins or what the environment puts in its place",
  (name, bill) => {
    const environment = environments.find((each) => each.name === name) as (typeof environments)[number];
    const known = Object.entries(pins).flatMap(([component, { images }]) =>
      Object.keys(images).map(
        (image) => imageOf(environment, component as ComponentName, image as never).reference,
      ),
    );
    const unknown = bill.images.filter(
      ({ component, reference }) => component !== PREFLIGHT && !known.includes(reference),
    );
    expect(unknown).toEqual([]);
  },
);

test.each(bills)(
  "%s: each image says what starts it, and the order is by component and image",
  (_, { images }) => {
    expect(images.filter(({ startedBy }) => startedBy.length === 0)).toEqual([]);
    const keys = images.map(({ component, reference }) => `${component} ${reference}`);
    expect(keys).toEqual([...new Set(keys)].sort());
  },
);

test.each(bills)("%s: every release of a chart from outside is a chart of the bill", (name, { charts }) => {
  const components = charts.map(({ component }) => component);
  expect(components).toEqual([...new Set(components)].sort());
  expect(charts.length).toBeGreaterThan(0);
  for (const { component, name: chart, repository } of charts) {
    expect({ name, chart }).toEqual({ name, chart: chartPins[component as ChartName].chart });
    expect(repository).toMatch(/^(https?|oci):\/\//);
  }
});

test("an image that several start is one row per component, with all of them", () => {
  const rows = billNamed("minikube").images.filter(({ reference }) => reference.includes("/postgresql:"));
  expect(rows).toEqual([
    { component: "argo-workflows", reference: pins.postgres.images.postgres, startedBy: ["Job/login-check"] },
    {
      component: "backup",
      reference: pins.postgres.images.postgres,
      startedBy: ["CronJob/backup", "CronJob/restore"],
    },
    {
      component: "postgres",
      reference: pins.postgres.images.postgres,
      startedBy: ["CloudNativePG, in the instances of the cluster", "Job/login-check"],
    },
  ]);
});

test("a digest stands alone too", () => {
  const digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  expect(billNamed("replicated").images.map((image) => image.digest)).toContain(digest);
});

test("under mirrors no chart and no image is left outside them, preflight's included", () => {
  const { charts, images } = billNamed("mirrored");
  expect(charts.filter(({ repository }) => repository !== "oci://charts.example.org/mirror")).toEqual([]);
  expect(images.filter(({ reference }) => !reference.startsWith("images.example.org:5000/ivcap/"))).toEqual(
    [],
  );
  expect(images.map(({ component }) => component)).toContain(PREFLIGHT);
});

test("what an environment leaves to the site is not in its bill", () => {
  expect(billNamed("own-inside").charts.map(({ component }) => component)).not.toContain("minio");
});
