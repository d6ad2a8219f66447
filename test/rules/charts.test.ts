import { formats } from "../../environments/formats";
import { releases } from "./support/releases";
import { pick } from "./support/resources";
import { type Rule, rule } from "./support/rule";

const pinned: Rule = (deployment) =>
  releases(deployment)
    .filter(({ body }) => !formats.version.test(String(body.version)))
    .map(({ address, body }) => `${address}: version: found: ${body.version}; allowed: one exact version`);

rule("every chart is pinned to one exact version", pinned, {
  "a chart without a version": (copy) => {
    delete pick(copy, "helm_release", "minio").version;
  },
  "a range": (copy) => {
    pick(copy, "helm_release", "minio").version = "~> 5.4";
  },
  "a version with a wildcard": (copy) => {
    pick(copy, "helm_release", "minio").version = "5.x";
  },
});

const fromSomewhere: Rule = (deployment) =>
  releases(deployment)
    .filter(({ body }) => !/^(https|oci):\/\//.test(String(body.repository ?? "")))
    .filter(({ body }) => !String(body.chart).startsWith("assets/") || body.repository !== undefined)
    .map(({ address, body }) => `${address}: chart ${body.chart} of ${body.repository ?? "no repository"}`);

rule("every chart is ours or comes from a named repository by TLS", fromSomewhere, {
  "a chart without a repository": (copy) => {
    delete pick(copy, "helm_release", "minio_chart").repository;
  },
  "a repository by plain http": (copy) => {
    pick(copy, "helm_release", "minio_chart").repository = "http://charts.min.io";
  },
});

/** What makes an apply honest: it ends when everything is ready, or fails, and can be applied again. */
const WAITS = { wait: true, wait_for_jobs: true, upgrade_install: true, create_namespace: false };

const waits: Rule = (deployment) =>
  releases(deployment).flatMap(({ address, body }) => [
    ...Object.entries(WAITS)
      .filter(([key, wanted]) => body[key] !== wanted)
      .map(([key, wanted]) => `${address}: ${key}: found: ${body[key]}; allowed: ${wanted}`),
    ...(typeof body.timeout === "number" && body.timeout >= 60 && body.timeout <= 3600
      ? []
      : [`${address}: timeout: found: ${body.timeout}; allowed: 60 to 3600 seconds`]),
  ]);

rule(
  "every release waits until it is ready, jobs included, and can be applied again after it failed",
  waits,
  {
    ...Object.fromEntries(
      Object.entries(WAITS).map(([key, wanted]) => [
        `${key} = ${!wanted}`,
        (copy: Parameters<Rule>[0]) => {
          pick(copy, "helm_release")[key] = !wanted;
        },
      ]),
    ),
    "a release without a timeout": (copy) => {
      delete pick(copy, "helm_release").timeout;
    },
  },
);
