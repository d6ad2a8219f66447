import type { ComponentName } from "./pins";

/** Who refuses a key that does not belong into a map or list which the chart passes on as it is. */
const kubernetes = "npm run render: it becomes part of an object that the schemas of Kubernetes judge";
const operator = "npm run render: it becomes part of a custom resource that the operator's definitions judge";
const schema = "npm run render: the chart's own schema, which refuses a key that it does not know";
const shown = "npm run render: each value must show in what the chart renders";
const magdaImage = `${shown} (its templates read the parts of an image by a function, under no name)`;
const controller =
  "npm run render: each value must show; and the controller, which does not start with a configuration that it does not know";
const lokiItself =
  "npm run render: each value must show; and Loki, which does not start with a configuration that it does not know";
const promtailItself =
  "npm run render: each value must show; and Promtail, which does not start with a configuration that it does not know";

/**
 * The values in which a chart names no keys of its own, by component and path. Every other key we set has to be in the component's
 * values-keys.json.
 */
export const freeForm: Readonly<Partial<Record<ComponentName, Readonly<Record<string, string>>>>> = {
  "secret-replicator": {
    podSecurityContext: kubernetes,
    securityContext: kubernetes,
    resources: kubernetes,
  },
  "envoy-gateway": {
    "deployment.envoyGateway.resources": kubernetes,
    "certgen.job.resources": kubernetes,
    "config.envoyGateway.provider": controller,
  },
  "cert-manager": {
    // Its values.yaml leaves out the tags.
    image: schema,
    "webhook.image": schema,
    "cainjector.image": schema,
    "acmesolver.image": schema,
    "startupapicheck.image": schema,
    resources: kubernetes,
    podLabels: kubernetes,
    "serviceAccount.annotations": kubernetes,
    config: controller,
    "webhook.resources": kubernetes,
    "cainjector.resources": kubernetes,
    "startupapicheck.resources": kubernetes,
  },
  "external-dns": {
    podLabels: kubernetes,
    podSecurityContext: kubernetes,
    env: kubernetes,
    extraVolumes: kubernetes,
    extraVolumeMounts: kubernetes,
    resources: kubernetes,
  },
  "postgres-operator": { resources: kubernetes },
  postgres: {
    "cluster.annotations": operator,
    "cluster.resources": operator,
    "cluster.initdb": operator,
    "cluster.roles": operator,
    "cluster.postgresql.parameters":
      "Postgres, which does not start with a parameter it does not know: npm run test:cluster",
    databases: operator,
    poolers: operator,
  },
  minio: {
    affinity: kubernetes,
    "persistence.annotations": kubernetes,
    podAnnotations: kubernetes,
    securityContext: kubernetes,
    containerSecurityContext: kubernetes,
    resources: kubernetes,
    extraVolumes: kubernetes,
    extraVolumeMounts: kubernetes,
    policies: shown,
    buckets: shown,
    "postJob.securityContext": kubernetes,
    "makePolicyJob.containerSecurityContext": kubernetes,
    "makePolicyJob.resources": kubernetes,
    "makeBucketJob.containerSecurityContext": kubernetes,
    "makeBucketJob.resources": kubernetes,
  },
  "argo-workflows": {
    "controller.podAnnotations": kubernetes,
    "controller.podSecurityContext": kubernetes,
    "controller.resources": kubernetes,
    "controller.persistence": controller,
    "controller.retentionPolicy": controller,
    "controller.workflowDefaults": controller,
    "executor.securityContext": controller,
    "executor.resources": controller,
    "mainContainer.securityContext": controller,
  },
  loki: {
    "loki.containerSecurityContext": kubernetes,
    "loki.podAnnotations": kubernetes,
    "loki.commonConfig": lokiItself,
    "loki.schemaConfig": lokiItself,
    "loki.storage": shown,
    "loki.limits_config": lokiItself,
    "loki.compactor": lokiItself,
    "loki.analytics": lokiItself,
    "singleBinary.initContainers": kubernetes,
    "singleBinary.extraEnv": kubernetes,
    "singleBinary.resources": kubernetes,
  },
  magda: {
    "registry-api.image": magdaImage,
    "registry-api.aspectDefinitionMigrator.image": magdaImage,
    "registry-db.image": magdaImage,
    "authorization-api.image": magdaImage,
    "authorization-api.opa.image": magdaImage,
    "authorization-db.image": magdaImage,
    "registry-api.resources": kubernetes,
    "authorization-api.resources": kubernetes,
    "authorization-api.opa.resources": kubernetes,
    "combined-db.magda-postgres.postgresql.securityContext": kubernetes,
    "combined-db.magda-postgres.postgresql.containerSecurityContext": kubernetes,
    "combined-db.magda-postgres.postgresql.resources": kubernetes,
  },
  grafana: {
    envValueFrom: kubernetes,
    podAnnotations: kubernetes,
    datasources: shown,
    dashboardProviders: shown,
    dashboardsConfigMaps: kubernetes,
    "grafana.ini": shown,
    securityContext: kubernetes,
    extraEmptyDirMounts: kubernetes,
    containerSecurityContext: kubernetes,
    resources: kubernetes,
  },
  alloy: {
    "global.podSecurityContext": kubernetes,
    "rbac.rules": kubernetes,
    "controller.volumes.extra": kubernetes,
    "alloy.mounts.extra": kubernetes,
    "alloy.livenessProbe": kubernetes,
    "alloy.securityContext": kubernetes,
    "alloy.resources": kubernetes,
  },
  promtail: {
    "config.clients": promtailItself,
    livenessProbe: kubernetes,
    podSecurityContext: kubernetes,
    containerSecurityContext: kubernetes,
    defaultVolumes: kubernetes,
    defaultVolumeMounts: kubernetes,
    tolerations: kubernetes,
    updateStrategy: kubernetes,
    resources: kubernetes,
  },
};
