/** One mistake in an environment file, and what is said of it. */
export interface Wrong {
  /** What the file says besides the minimum. */
  readonly says: string;
  /** Parts of the one message about it, in this order: where, found, allowed, likely fix. */
  readonly message: readonly string[];
}

/** Each stands on the third line of its file. */
export const wrong: Record<string, Wrong> = {
  "an unknown key": {
    says: "protecton: on",
    message: [
      "a.yaml:3: protecton:",
      "found: an unknown key",
      "allowed here: target, domain",
      "did you mean protection?",
    ],
  },
  "an unknown key at depth": {
    says: "components: { postgres: { instnces: 3 } }",
    message: [
      "a.yaml:3: components.postgres.instnces:",
      "allowed here: chart, images",
      "did you mean instances?",
    ],
  },
  "a component that does not exist": {
    says: "components: { postgress: {} }",
    message: ["components.postgress:", "found: an unknown key", "did you mean postgres?"],
  },
  "text for a number": {
    says: "components: { postgres: { instances: three } }",
    message: ["components.postgres.instances:", 'found: "three"', "allowed: a whole number from 1 to 9"],
  },
  "a number in quotes": {
    says: 'components: { postgres: { instances: "3" } }',
    message: ["components.postgres.instances:", 'found: "3"', "leave out the quotes"],
  },
  "a number out of range": {
    says: "components: { postgres: { instances: 12 } }",
    message: ["found: 12", "allowed: a whole number from 1 to 9"],
  },
  "a bare number of days": {
    says: "logs: { retention: 30 }",
    message: ["logs.retention:", "found: 30", "a number of days from 1d, such as 14d", "did you mean 30d?"],
  },
  "days in another unit": {
    says: "logs: { retention: 2 weeks }",
    message: ["logs.retention:", 'found: "2 weeks"', "did you mean 14d?"],
  },
  "a list for a mapping": {
    says: "components: [postgres]",
    message: ["components:", 'found: ["postgres"]', "allowed: a mapping", "write its keys indented below it"],
  },
  "a mapping with nothing in it": {
    says: "components:",
    message: ["components:", "found: null", "allowed: a mapping", "leave it out"],
  },
  "a mapping that is still to be filled in": {
    says: "minikube: CHANGE-ME",
    message: ["minikube:", 'found: "CHANGE-ME"', "allowed: a mapping with the keys context, apiServer"],
  },
  "true for on": {
    says: "protection: true",
    message: ["protection:", "found: true", "allowed: on, off", "did you mean on?"],
  },
  "a choice that does not exist": {
    says: "isolation: { orders: { podSecurity: basline } }",
    message: [
      "isolation.orders.podSecurity:",
      'found: "basline"',
      "allowed: restricted, baseline",
      "did you mean baseline?",
    ],
  },
  "an address range without its length": {
    says: "minikube: { apiServer: { ranges: [10.0.0.1], port: 443 } }",
    message: [
      "minikube.apiServer.ranges.0:",
      'found: "10.0.0.1"',
      "allowed: an address range",
      "did you mean 10.0.0.1/32?",
    ],
  },
  "an address range that is too long": {
    says: "minikube: { apiServer: { ranges: [10.0.0.0/33], port: 443 } }",
    message: ["minikube.apiServer.ranges.0:", "10.0.0.0/33", "at most 32"],
  },
  "an address range that is none": {
    says: "minikube: { apiServer: { ranges: [10.0.0/8], port: 443 } }",
    message: ["minikube.apiServer.ranges.0:", 'found: "10.0.0/8"', "allowed: an address range"],
  },
  "an empty list": {
    says: "minikube: { apiServer: { ranges: [], port: 443 } }",
    message: ["minikube.apiServer.ranges:", "found: []", "allowed: a list of at least 1"],
  },
  "one value for a list": {
    says: "minikube: { apiServer: { ranges: 10.0.0.0/8, port: 443 } }",
    message: ["minikube.apiServer.ranges:", "allowed: a list", "put it in brackets"],
  },
  "a quantity with another unit": {
    says: "components: { postgres: { storage: 20GB } }",
    message: [
      "components.postgres.storage:",
      'found: "20GB"',
      "allowed: a Kubernetes quantity",
      "did you mean 20Gi?",
    ],
  },
  "a quantity that YAML reads as a number": {
    says: "components: { postgres: { storage: 20 } }",
    message: [
      "components.postgres.storage:",
      "found: 20",
      "allowed: a Kubernetes quantity",
      'put it in quotes: "20"',
    ],
  },
  "the tag latest": {
    says: 'components: { minio: { images: { server: "docker.io/pgsty/silo:latest" } } }',
    message: [
      "components.minio.images.server:",
      'found: "docker.io/pgsty/silo:latest"',
      "allowed: a full image reference",
      "latest changes under you",
    ],
  },
  "an image without a tag": {
    says: "components: { minio: { images: { server: docker.io/pgsty/silo } } }",
    message: [
      "components.minio.images.server:",
      "allowed: a full image reference",
      "name the exact tag or digest",
    ],
  },
  "an image without its registry": {
    says: 'components: { minio: { images: { server: "pgsty/silo:v1" } } }',
    message: [
      "components.minio.images.server:",
      "allowed: a full image reference",
      "did you mean docker.io/pgsty/silo:v1?",
    ],
  },
  "an image mirror with a scheme": {
    says: "images: { mirror: https://images.example.org/ivcap/ }",
    message: [
      "images.mirror:",
      'found: "https://images.example.org/ivcap/"',
      "allowed: a registry's host",
      "did you mean images.example.org/ivcap?",
    ],
  },
  "a range of versions": {
    says: 'components: { minio: { chart: { version: "^5.4.0" } } }',
    message: [
      "components.minio.chart.version:",
      'found: "^5.4.0"',
      "allowed: one exact version",
      "a range changes under you",
    ],
  },
  "a version of two numbers": {
    says: 'components: { minio: { chart: { version: "5.4" } } }',
    message: [
      "components.minio.chart.version:",
      'found: "5.4"',
      "allowed: one exact version",
      "three numbers",
    ],
  },
  "an address of an authority without its scheme": {
    says: "tls: { issuer: acme, email: a@example.org, server: acme.example.org/directory }",
    message: ["tls.server:", "allowed: https://…", "did you mean https://acme.example.org/directory?"],
  },
  "an email address without its domain": {
    says: "tls: { issuer: acme, email: operator }",
    message: ["tls.email:", 'found: "operator"', "allowed: an email address"],
  },
  "a port that no node opens for services": {
    says: "minikube: { gateway: { https: 443 } }",
    message: ["minikube.gateway.https:", "found: 443", "allowed: a whole number from 30000 to 32767"],
  },
  "a repository without its scheme": {
    says: "components: { minio: { chart: { repository: charts.min.io } } }",
    message: [
      "components.minio.chart.repository:",
      "allowed: https://… or oci://…",
      "did you mean https://charts.min.io?",
    ],
  },
  "a version of Kubernetes that YAML reads as a number": {
    says: "kubernetes: { version: 1.34 }",
    message: [
      "kubernetes.version:",
      "found: 1.34",
      "allowed: a version of Kubernetes",
      'did you mean "1.34"?',
    ],
  },
  "a range of versions of Kubernetes": {
    says: 'kubernetes: { version: ">= 1.34" }',
    message: [
      "kubernetes.version:",
      'found: ">= 1.34"',
      "allowed: a version of Kubernetes",
      'did you mean "1.34"?',
    ],
  },
  "a version of Kubernetes that never was": {
    says: 'kubernetes: { version: "9.99" }',
    message: ["kubernetes.version:", 'found: "9.99"', 'such as "1.34" or v1.34.2'],
  },
  "text with nothing in it": {
    says: 'minikube: { context: "" }',
    message: ["minikube.context:", 'found: ""', "allowed: text that is not empty", "leave the key out"],
  },
  "a part that is missing": {
    says: "minikube: { apiServer: { port: 443 } }",
    message: ["minikube.apiServer.ranges:", "found: nothing", "allowed: a list", "add it"],
  },
  "a revision that goes below one": {
    says: "secrets: { minio-root: { revision: 0 } }",
    message: ["secrets.minio-root.revision:", "found: 0", "allowed: a whole number from 1"],
  },
  "a secret's value in the file": {
    says: "secrets: { minio-root: { revision: 1, value: hunter2 } }",
    message: ["secrets.minio-root.value:", "found: an unknown key", "allowed here: revision"],
  },
  "a volume provisioner that is the name of a class": {
    says: "minikube: { storage: { provisioner: standard } }",
    message: [
      "minikube.storage.provisioner:",
      'found: "standard"',
      "allowed: the name of a volume provisioner",
    ],
  },
  "a schedule by name": {
    says: 'backups: { schedule: "@hourly" }',
    message: [
      "backups.schedule:",
      'found: "@hourly"',
      "allowed: minute, hour, day",
      "did you mean 17 * * * *?",
    ],
  },
  "a schedule that is out of range": {
    says: 'backups: { schedule: "17 24 * * *" }',
    message: ["backups.schedule:", 'found: "17 24 * * *"', "allowed: minute, hour, day"],
  },
  "a schedule with a field too few": {
    says: 'backups: { schedule: "*/10 * * *" }',
    message: ["backups.schedule:", "allowed: minute, hour, day"],
  },
  "a retention in words": {
    says: 'backups: { retention: "14 days" }',
    message: [
      "backups.retention:",
      'found: "14 days"',
      "allowed: a whole number of hours",
      "did you mean 14d?",
    ],
  },
  "a retention of nothing": {
    says: "backups: { retention: 0d }",
    message: ["backups.retention:", 'found: "0d"', "such as 36h, 14d or 8w"],
  },
  "a folder of charts that is not there": {
    says: "charts: { mirror: ./nowhere }",
    message: [
      "charts.mirror:",
      "found: ./nowhere",
      "allowed: an existing folder",
      "looked for from the environment file",
    ],
  },
};
