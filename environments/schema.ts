import Type from "typebox";
import { rangeText } from "../constructs/kubernetes-range";
import { pinnedRange } from "../constructs/pins";
import { Aws } from "./aws";
import { Azure } from "./azure";
import { Components } from "./components";
import { Minikube } from "./minikube";
import { count, optional, strict, text } from "./parts";
import { State } from "./state";

const Orders = strict(
  {
    podSecurity: optional(
      Type.Enum(["restricted", "baseline"], {
        description:
          "Pod Security level of order-runner. Default: restricted. baseline lets service images run as root, if their providers cannot do without",
      }),
    ),
    quota: optional(
      strict(
        {
          pods: optional(count(1, 10_000, "Order pods at one time. Default: 50")),
          cpu: optional(text("quantity", "Sum of CPU limits. Default: 16")),
          memory: optional(text("quantity", "Sum of memory limits. Default: 32Gi")),
        },
        "What all running orders share",
      ),
    ),
    container: optional(
      strict(
        {
          cpu: optional(text("quantity", "CPU limit of a container that names none. Default: 1")),
          memory: optional(text("quantity", "Memory limit of a container that names none. Default: 1Gi")),
        },
        "Defaults of one container",
      ),
    ),
  },
  "Where analytics services run",
);

const Tls = strict(
  {
    issuer: optional(
      Type.Enum(["self-signed", "acme"], {
        description:
          "self-signed: a certificate authority of this deployment, which clients have to trust. acme: a public one, such as Let's Encrypt, which has to reach the domain by HTTP where no `dns.zone` proves it. Default: acme; self-signed on minikube",
      }),
    ),
    email: optional(text("email", "Whom the authority writes to. Needed with acme, refused without")),
    server: optional(
      text(
        "https-url",
        "Directory of the ACME authority; for trials https://acme-staging-v02.api.letsencrypt.org/directory. Default: Let's Encrypt",
      ),
    ),
  },
  "Who signs the certificates that clients see",
);

/** One file in `environments/`: one deployment. Holds no secret. */
export const EnvironmentFile = strict(
  {
    target: Type.Enum(["azure", "aws", "minikube"], { description: "What the platform stands on" }),
    domain: text("domain", "The name under which the platform is reached"),
    tls: optional(Tls),
    protection: optional(
      Type.Enum(["on", "off"], {
        description:
          "on: what holds data cannot be destroyed by any plan; to tear down: set off, apply, destroy. Default: on; off on minikube",
      }),
    ),
    state: optional(State),
    minikube: optional(Minikube),
    aws: optional(Aws),
    azure: optional(Azure),
    owner: optional(
      text("label", "Who answers for it: a tag on everything that is made in a cloud. Default: ivcap"),
    ),
    dns: optional(
      strict(
        {
          zone: text("domain", "A zone that the deployment may change: its domain, or one above it"),
          records: optional(
            Type.Enum(["printed", "managed"], {
              description:
                "printed: deploy ends with the record to make. managed: external-dns makes it. Default: printed",
            }),
          ),
        },
        "The cloud's DNS zone. Without it the operator makes the records, and certificates are proven by HTTP",
      ),
    ),
    objectStore: optional(
      strict(
        {
          kind: Type.Enum(["minio", "s3"], {
            description:
              "minio: in the cluster. s3: the cloud's own, on aws only; minio is then not installed. Default: minio",
          }),
        },
        "Where objects are kept",
      ),
    ),
    kubernetes: optional(
      strict(
        {
          version: text(
            "kubernetes-version",
            `The cluster's version. Synth refuses one that a pinned chart does not work with (all of them: ${rangeText(pinnedRange)}); preflight asks the cluster itself`,
          ),
        },
        "What the cluster runs. Default: not looked at before preflight",
      ),
    ),
    isolation: optional(strict({ orders: optional(Orders) }, "How tightly third-party code is held")),
    charts: optional(
      strict(
        {
          mirror: Type.String({
            minLength: 1,
            description:
              "Where every chart is taken from instead of its own repository: a folder with one folder per chart, https://… or oci://…",
          }),
        },
        "Where charts come from",
      ),
    ),
    images: optional(
      strict(
        {
          mirror: text(
            "image-prefix",
            "Where every image is taken from instead of its own registry: the prefix takes the registry's place, the path behind it stays",
          ),
        },
        "Where images come from",
      ),
    ),
    logs: optional(
      strict(
        {
          shipper: optional(
            Type.Enum(["alloy", "promtail"], {
              description:
                "Who brings the lines to Loki. Default: alloy. promtail reads the nodes' files, as root in a privileged namespace; it is no longer developed",
            }),
          ),
          retention: optional(text("days", "How long log lines are kept. Default: 14d")),
        },
        "Logs of every pod",
      ),
    ),
    catalogue: optional(
      strict(
        {
          kind: Type.Enum(["magda", "none"], {
            description:
              "Default: magda. none leaves it out, and everything that is in it, on a cluster without three gigabytes of memory to spare; it can be made from the record at any time",
          }),
        },
        "What people and other systems search",
      ),
    ),
    components: optional(Components),
    backups: optional(
      strict(
        {
          schedule: optional(text("cron", "When, by UTC. Default: 17 2 * * *")),
          retention: optional(
            text(
              "duration",
              "How long a backup is kept; the last good one is kept however old it is. Default: 14d",
            ),
          ),
          storage: optional(
            text(
              "quantity",
              "Size of the volume that holds them, where no bucket of a cloud does. Default: 40Gi",
            ),
          ),
        },
        "Backups of the databases and of the objects (docs/operations/README.md); none with `components.backup.install: false`",
      ),
    ),
    secrets: optional(
      Type.Record(
        Type.String(),
        strict({ revision: count(1, 1_000_000, "Raise it by one to make a new value") }, "One secret"),
        {
          description:
            "Revisions of generated secrets, by the secret's name (docs/reference/secrets.md lists them)",
        },
      ),
    ),
  },
  "An IVCAP deployment",
);

export type EnvironmentFile = Type.Static<typeof EnvironmentFile>;

/** A checked environment file, with the name its file gives it. */
export interface Environment extends EnvironmentFile {
  /** The file's name without its ending: the prefix of its stacks. */
  readonly name: string;
  /** Path of the file as given, for messages. */
  readonly file: string;
  /** Keys whose value is still `CHANGE-ME`, such as `auth.issuer`: synth shows them, plan and deploy refuse them. */
  readonly placeholders: readonly string[];
}
