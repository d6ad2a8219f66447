import { imagesIn } from "../../scripts/support/images";
import { releases, revise, reviseManifest } from "./support/releases";
import { objectAt } from "./support/resources";
import { type Rule, rule } from "./support/rule";

/** A tag that is not `latest`, a digest, or both, behind the last slash. */
const EXACT = /\/[^/:@]+(:(?!latest(@|$))[\w][\w.-]*(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})$/;

const exact: Rule = (deployment) =>
  releases(deployment).flatMap(({ address, values }) =>
    imagesIn(values)
      .filter(({ reference }) => !EXACT.test(reference))
      .map(({ path, reference }) => `${address}: ${path}: ${reference}`),
  );

rule("every image has an exact tag or a digest (kube-linter latest-tag, CKV_K8S_14)", exact, {
  "the tag latest in a chart's values": (copy) =>
    revise(copy, "minio", (values) => {
      objectAt(values, "image").tag = "latest";
    }),
  "an image without a tag": (copy) =>
    revise(copy, "argo-workflows", (values) => {
      delete objectAt(values, "executor", "image").tag;
    }),
  "the tag latest in a job": (copy) =>
    reviseManifest(copy, "minio-users", "Job", (job) => {
      objectAt(job, "spec", "template", "spec", "containers", 0).image = "docker.io/pgsty/silo:latest";
    }),
  "an image of the database without a tag": (copy) =>
    revise(copy, "postgres", (values) => {
      objectAt(values, "cluster").imageName = "ghcr.io/cloudnative-pg/postgresql";
    }),
});

const fromChart: Rule = (deployment) =>
  releases(deployment)
    .filter(({ body }) => !String(body.chart).startsWith("assets/"))
    .filter(({ values }) => imagesIn(values).length === 0)
    .map(({ address }) => `${address}: names no image, so that the chart's own, mutable default runs`);

rule("every chart is told which image to run", fromChart, {
  "a release that leaves the image to its chart": (copy) =>
    revise(copy, "secret-replicator", (values) => {
      delete values.image;
    }),
});

const MIRROR = "images.example.org:5000/ivcap/";

const fromMirror: Rule = (deployment) =>
  releases(deployment).flatMap(({ address, values }) =>
    imagesIn(values)
      .filter(({ reference }) => !reference.startsWith(MIRROR))
      .map(({ path, reference }) => `${address}: ${path}: ${reference}`),
  );

rule(
  "under a mirror no image is left outside it",
  fromMirror,
  {
    "an image from its own registry in a chart's values": (copy) =>
      revise(copy, "argo-workflows", (values) => {
        objectAt(values, "executor", "image").registry = "quay.io";
      }),
    "an image from its own registry in a job": (copy) =>
      reviseManifest(copy, "minio-users", "Job", (job) => {
        objectAt(job, "spec", "template", "spec", "containers", 0).image = "docker.io/pgsty/silo:v1";
      }),
  },
  { about: ({ name }) => name === "mirrored", spoilt: "mirrored" },
);
