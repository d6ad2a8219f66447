import type { BilledImage } from "../../scripts/bill-of-materials/bill";
import { billFindings, mirrorFindings } from "../../scripts/render/image-rules";
import type { Rendered } from "../../scripts/render/rendered";
import { imagesIn, references } from "../../scripts/support/images";
import type { JsonObject } from "../../scripts/support/stack-json";

const rendered = (...objects: JsonObject[]): Rendered[] => [
  {
    release: {
      ...{ component: "a", name: "a", namespace: "a", chart: "a", version: "1.0.0", repository: undefined },
      ...{ values: {}, stackFolder: "" },
    },
    folder: "",
    objects,
    failure: "",
  },
];
const pod = (image: string, ...args: string[]): JsonObject => ({
  kind: "Pod",
  metadata: { name: "p" },
  spec: { containers: [{ name: "c", image, args }] },
});
const said = (text: string): JsonObject => ({ kind: "ConfigMap", metadata: { name: "m" }, data: { text } });
const CHART = "pods of the chart a";
const found = (images: [string, string][], objects: JsonObject[]) =>
  billFindings(
    {
      ...{ environment: "e", kubernetes: {}, charts: [] },
      images: images.map(
        ([reference, who]): BilledImage => ({ component: "a", reference, startedBy: [who] }),
      ),
    },
    rendered(...objects),
  ).map(({ where, says }) => `${where}: ${says}`);

const ONE = "docker.io/library/one:1";
const TWO = "quay.io/org/two:v2@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

test("what runs and what the bill says are the same, and nothing is found", () => {
  expect(found([[ONE, CHART]], [pod(ONE)])).toEqual([]);
  expect(
    found(
      [
        [ONE, CHART],
        [TWO, "an operator"],
      ],
      [pod(ONE, `--other=${TWO}`)],
    ),
  ).toEqual([]);
});

test("a rendered image that the bill lacks is found, wherever it is named", () => {
  for (const object of [pod(ONE), pod(TWO, "--image", ONE), said(`proxy:\n  image: ${ONE}\n`)]) {
    expect(found([[TWO, "an operator"]], [object, said(TWO)])).toEqual([
      expect.stringMatching(
        /^(Pod\/p|ConfigMap\/m): names docker\.io\/library\/one:1, which the bill of materials lacks/,
      ),
    ]);
  }
});

test("an image of the bill that no pod runs is found", () => {
  expect(found([[ONE, CHART]], [said(ONE)])).toEqual([
    expect.stringMatching(/one:1: no pod of the chart runs it/),
  ]);
});

test("an image that its operator is not told is found: it takes another", () => {
  expect(
    found(
      [
        [ONE, CHART],
        [TWO, "an operator"],
      ],
      [pod(ONE)],
    ),
  ).toEqual([
    expect.stringMatching(/two:v2@sha256:\w+: no object names it, so that another is taken by an operator/),
  ]);
});

test("under a mirror an image elsewhere is found in pods, arguments, variables and texts", () => {
  const outside = (object: JsonObject) => mirrorFindings(rendered(object), "mirror.example.org/x").length;
  expect(outside(pod("mirror.example.org/x/library/one:1", "--image=mirror.example.org/x/org/two:v2"))).toBe(
    0,
  );
  expect(outside(pod("mirror.example.org/xy/one:1"))).toBe(1);
  expect(outside(pod("mirror.example.org/x/one:1", `--image=${TWO}`))).toBe(1);
  expect(outside(said(`image: ${ONE}`))).toBe(1);
  expect(outside(pod("one:1"))).toBe(1);
});

test("definitions of kinds, addresses and other words are no images", () => {
  expect(references({ ...said(ONE), kind: "CustomResourceDefinition" })).toEqual([]);
  expect(
    references(said("see https://ghcr.io/org/two, minio.minio.svc:9000/a:b and my-docker.io/x:1")),
  ).toEqual([]);
});

test("an image is a text, or the parts that a chart asks for", () => {
  const texts = (values: JsonObject) =>
    imagesIn(values).map(({ path, reference }) => `${path}: ${reference}`);
  expect(
    texts({
      image: { registry: "r.io", repository: "o/n", tag: "1", digest: "sha256:0", pullPolicy: "Always" },
      mcImage: { repository: "r.io/o/n", tag: "2" },
      api: { image: { repository: "r.io/o", name: "n", tag: "3" } },
      cluster: { imageName: "r.io/o/n:4", imageRegistry: "r.io" },
      images: { pullPolicy: "Always" },
      containers: [{ image: "r.io/o/n:5" }, { image: "" }],
    }),
  ).toEqual([
    "image: r.io/o/n:1@sha256:0",
    "mcImage: r.io/o/n:2",
    "api.image: r.io/o/n:3",
    "cluster.imageName: r.io/o/n:4",
    "containers.0.image: r.io/o/n:5",
  ]);
});
