import { backup } from "../../constructs/backup/definition";
import { CommandError } from "./cli";
import { followJob } from "./jobs";
import type { Kubectl, KubernetesObject } from "./kubectl";

const { name: NAMESPACE } = backup.namespace;

/** How long a job that a person started is kept to be looked at; those of the schedule go by its history. */
const KEPT_SECONDS = { list: 600, backup: 604_800, restore: 604_800 } as const;

/** A backup as its manifest says; one without was never finished. */
export type FoundBackup =
  | { readonly name: string; readonly complete: false }
  | {
      readonly name: string;
      readonly complete: true;
      readonly databases: readonly { readonly name: string; readonly bytes: number }[];
      /** Null where the cloud's own store keeps the objects. */
      readonly objects: { readonly bucket: string; readonly count: number; readonly bytes: number } | null;
    };

/** The jobs of this platform's backups, made from the templates that it installs. */
export class Backups {
  constructor(private readonly kubectl: Kubectl) {}

  /** Every backup at the destination, oldest first. A pod looks, since nobody else can see it. */
  async list(): Promise<FoundBackup[]> {
    let printed = "";
    const job = await this.#create("list", {});
    const ended = await followJob(this.kubectl, job, (line) => {
      printed += `${line}\n`;
    });
    if (!ended) throw new CommandError(`the backups cannot be listed: ${lastLine(printed)}`);
    return printed
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as FoundBackup);
  }

  /** @returns whether it ended well; every line of its log goes to `say` */
  async backUp(say: (line: string) => void): Promise<boolean> {
    await this.refuseWhileOneRuns();
    return followJob(this.kubectl, await this.#create("backup", {}), say);
  }

  /** @param name of a whole backup */
  async restore(name: string, say: (line: string) => void): Promise<boolean> {
    return followJob(this.kubectl, await this.#create("restore", { FROM: name }), say);
  }

  /** @throws CommandError where a backup or a restore is under way */
  async refuseWhileOneRuns(): Promise<void> {
    const running = (await this.kubectl.list("jobs", "-n", NAMESPACE))
      .filter(({ metadata, status }) => Number(status?.active) > 0 && !metadata.name.startsWith("list-"))
      .map(({ metadata }) => metadata.name);
    if (running.length > 0) {
      throw new CommandError(
        `${running.join(", ")} runs in namespace ${NAMESPACE}; wait until it has ended (kubectl -n ${NAMESPACE} get jobs), then try again`,
      );
    }
  }

  /** When the schedule last ended well, and whether it is switched off. */
  async schedule(): Promise<{ readonly lastSuccess: string | undefined; readonly suspended: boolean }> {
    const found = await this.#template("backup");
    return {
      lastSuccess: found.status?.lastSuccessfulTime as string | undefined,
      suspended: found.spec?.suspend === true,
    };
  }

  async #template(name: string): Promise<KubernetesObject> {
    const { code, stdout, stderr } = await this.kubectl.run([
      ...["get", "cronjob", name, "-n", NAMESPACE, "-o", "json"],
    ]);
    if (code === 0) return JSON.parse(stdout) as KubernetesObject;
    throw new CommandError(
      /not ?found/i.test(stderr)
        ? `context ${this.kubectl.context} has no cronjob ${name} in namespace ${NAMESPACE}: deploy the platform first, with its component backup`
        : `cronjob ${name} cannot be read: ${lastLine(stderr)}`,
    );
  }

  /** A job of a template, with some of its variables set otherwise. Owned by the template, so that it goes with it. */
  async #create(
    template: keyof typeof KEPT_SECONDS,
    variables: Readonly<Record<string, string>>,
  ): Promise<KubernetesObject> {
    const { metadata, spec } = await this.#template(template);
    const { jobTemplate } = spec as { jobTemplate: { spec: { template: { spec: PodSpec } } } };
    const pod = jobTemplate.spec.template.spec;
    for (const { env = [] } of [...(pod.initContainers ?? []), ...pod.containers]) {
      for (const variable of env) Object.assign(variable, named(variables, variable.name));
    }
    const job = {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: {
        name: `${template}-${Date.now().toString(36)}`,
        namespace: NAMESPACE,
        labels: metadata.labels,
        ownerReferences: [{ apiVersion: "batch/v1", kind: "CronJob", name: template, uid: metadata.uid }],
      },
      spec: { ...jobTemplate.spec, ttlSecondsAfterFinished: KEPT_SECONDS[template] },
    };
    await this.kubectl.must(["create", "-f", "-"], { input: JSON.stringify(job) });
    return job as unknown as KubernetesObject;
  }
}

const named = (variables: Readonly<Record<string, string>>, name: string) =>
  name in variables ? { value: variables[name] } : {};

interface PodSpec {
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
}
interface Container {
  readonly env?: readonly { name: string; value?: string }[];
}

const lastLine = (text: string) => text.trim().split("\n").pop() || "nothing was printed";
