import { manifests, reviseManifest } from "./support/releases";
import { at, listAt, objectAt } from "./support/resources";
import { type Rule, rule } from "./support/rule";

/** More than fit into a release's ten minutes, each start waiting twice as long as the one before. */
const STARTS = 10;

/**
 * Kubernetes adds the starts of all containers up: seven of them had used twenty up after two minutes, while the database was not yet
 * there. https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy
 */
const patient: Rule = (deployment) =>
  manifests(deployment)
    .filter(({ object }) => object.kind === "Job")
    .flatMap(({ name, object }) => {
      const limit = Number(at(object, "spec", "backoffLimit") ?? 6);
      const containers = listAt(object, "spec", "template", "spec", "containers").length;
      return limit < STARTS * containers
        ? [`${name}: ${containers} containers may start ${limit} times together`]
        : [];
    });

rule(
  "what waits for a part of the platform is ended by its release's time, however many containers wait",
  patient,
  {
    "a limit that is good for one container": (copy) =>
      reviseManifest(copy, "minio-users", "Job", (job) => {
        objectAt(job, "spec").backoffLimit = 20;
      }),
  },
);
