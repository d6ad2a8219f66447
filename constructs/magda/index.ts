import { Annotations } from "@cdktf/provider-kubernetes/lib/annotations";
import { Construct } from "constructs";
import { componentRelease } from "../chart-release";
import type { ComponentProps } from "../component";
import { type Image, imageOf } from "../images";
import { restrictedContainer, restrictedPod } from "../security";
import { databaseAdminSecret, magda, signingSecret } from "./definition";
import { sizes, storageOf } from "./sizes";

export type MagdaProps = ComponentProps;

const POSTGRES_USER = 1001;
/** Subcharts by their tags: all of them but these are left out. */
const CATALOGUE = ["registry-api", "registry-db", "authorization-api", "authorization-db", "combined-db"];

/** The chart puts a slash between repository and name. */
function chartImage({ registry, repository, tag }: Image) {
  const [name = "", ...folders] = repository.split("/").reverse();
  return { repository: [registry, ...folders.reverse()].join("/"), name, tag };
}

const defaults = ({ environment, storageClassName }: MagdaProps) => {
  const image = (name: Parameters<typeof imageOf<"magda">>[2]) => imageOf(environment, "magda", name);
  const { registry, repository, tag } = image("postgres");
  return {
    // `semantic-search-api` has no default, so that it comes unless it is refused.
    tags: {
      all: false,
      "semantic-search-api": false,
      ...Object.fromEntries(CATALOGUE.map((name) => [name, true])),
    },
    autoCreateAuthSecrets: false,
    global: {
      // Readiness asks for tables that are made only once everything is ready.
      enableLivenessProbes: false,
      // One pod each, which goes before the next comes: nobody's request waits for Magda, and a laptop has no room for two.
      rollingUpdate: { maxUnavailable: 1 },
      searchEngine: { hybridSearch: { enabled: false } }, // else a language model is installed, whatever the tags say
      postgresql: { autoCreateSecret: false, existingSecret: databaseAdminSecret.name },
    },
    "registry-api": {
      image: chartImage(image("registry-api")),
      aspectDefinitionMigrator: { image: chartImage(image("aspect-migrator")) },
      jvmMaxHeapSize: "640m",
      resources: sizes.registry,
    },
    "registry-db": {
      image: chartImage(image("registry-migrator")),
      // A nightly job as the database's superuser, whose pods no policy can name; Postgres vacuums on its own.
      autoVacuum: { enable: false },
    },
    "authorization-api": {
      image: chartImage(image("authorization-api")),
      resources: sizes.authorization,
      opa: {
        image: chartImage(image("opa")),
        resources: sizes.policies,
      },
    },
    "authorization-db": { image: chartImage(image("authorization-migrator")) },
    "combined-db": {
      autoCreateSecret: false,
      "magda-postgres": {
        postgresql: {
          image: { registry, repository, tag },
          persistence: {
            size: storageOf(environment),
            storageClass: storageClassName,
          },
          securityContext: { ...restrictedPod(POSTGRES_USER), fsGroup: POSTGRES_USER },
          // Its start script writes its configuration into the image's own folders.
          containerSecurityContext: { ...restrictedContainer, readOnlyRootFilesystem: false },
          resources: sizes.database,
        },
      },
    },
  };
};

/**
 * Magda's registry with its policies and one database of its own: the form without gateway, search engine and web pages. Ready when the
 * chart's last job has written the aspect definitions, through registry, authorization and database.
 */
export class Magda extends Construct {
  readonly ready;

  constructor(scope: Construct, id: string, props: MagdaProps) {
    super(scope, id);
    const { secrets } = props;
    const namespace = magda.namespace.name;
    this.ready = componentRelease(this, magda, props, defaults(props), {
      timeoutSeconds: 1800, // a JVM, and jobs that wait for it
    });
    // The chart has no key for annotations of pods, and takes no notice of those that it does not make.
    for (const name of ["registry-api-full", "authorization-api"]) {
      new Annotations(this, `revision-of-${name}`, {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name, namespace },
        templateAnnotations: secrets.revisions(signingSecret.name),
        fieldManager: "ivcap-platform",
        dependsOn: [this.ready],
      });
    }
  }
}
