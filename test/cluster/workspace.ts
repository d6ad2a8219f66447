import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { loadEnvironments } from "../../environments/load";
import type { Environment } from "../../environments/schema";
import { CommandError } from "../../scripts/support/cli";
import { mustRun, type Outcome, run } from "../../scripts/support/command";
import { providerMirror } from "../../scripts/support/provider-mirror";

export interface WorkspaceProps {
  /** As it is shipped. */
  readonly environment: Environment;
  readonly context: string;
  /** What makes volumes on that cluster. */
  readonly provisioner: string | undefined;
  readonly charts: string | undefined;
  readonly providers: string | undefined;
  readonly onLine: (line: string) => void;
}

/** A copy of an environment with its own state, synthesised and applied as an operator would, out of the repository's way. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), "ivcap-test-cluster-"));
  readonly stack: string;
  readonly #environments = join(this.folder, "environments");
  readonly #terraformEnv: Record<string, string>;
  #changes: Partial<Environment> = {};
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly props: WorkspaceProps) {
    for (const name of ["environments", "state"]) mkdirSync(join(this.folder, name));
    this.stack = join(this.folder, "out", "stacks", `${props.environment.name}-platform`);
    this.#terraformEnv = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0" };
    const kubeconfig = process.env.TF_VAR_kubeconfig ?? process.env.KUBECONFIG;
    if (kubeconfig) this.#terraformEnv.TF_VAR_kubeconfig = resolve(kubeconfig);
    Object.assign(this.#terraformEnv, providerMirror(this.folder, props.providers));
  }

  /** Writes the environment with these changes, and those of before, and synthesises it with the project's own program. */
  async synthesise(changes: Partial<Environment> = {}): Promise<Environment> {
    const { props } = this;
    const { context, charts, provisioner } = props;
    const environment = props.environment.name;
    const shipped = parse(readFileSync(props.environment.file, "utf8")) as Environment;
    this.#changes = merge(this.#changes, changes);
    const merged = merge(shipped, {
      minikube: { context, ...(provisioner ? { storage: { provisioner } } : {}) },
      state: { backend: "local", directory: join(this.folder, "state") },
      ...(charts ? { charts: { mirror: resolve(charts) } } : {}),
      ...this.#changes,
    });
    writeFileSync(join(this.#environments, `${environment}.yaml`), stringify(merged));
    const env = { IVCAP_ENVIRONMENTS: this.#environments, CDKTF_OUTDIR: join(this.folder, "out") };
    const { code, stderr } = await run(process.execPath, ["--import", "tsx", "main.ts"], { env });
    if (code !== 0) throw new CommandError(stderr.trim());
    const [loaded] = loadEnvironments(this.#environments, environment);
    if (!loaded) throw new Error(`${environment} was not synthesised`);
    await this.mustTerraform("init", "-input=false");
    return loaded;
  }

  /** Changes the synthesised stack by Terraform's own override file, to make something fail on purpose; `{}` undoes it. */
  override(content: object): void {
    writeFileSync(join(this.stack, "test_override.tf.json"), JSON.stringify(content));
  }

  /** One of the project's commands, on this environment. */
  program(script: "backups" | "restore", ...args: string[]): Promise<Outcome> {
    const { name } = this.props.environment;
    return run(process.execPath, ["--import", "tsx", `scripts/${script}.ts`, "--env", name, ...args], {
      env: { IVCAP_ENVIRONMENTS: this.#environments },
    });
  }

  terraform(...args: string[]): Promise<Outcome> {
    return this.#inTurn(() => run("terraform", args, { cwd: this.stack, env: this.#terraformEnv }));
  }

  mustTerraform(...args: string[]): Promise<string> {
    const command = [...args, ...(args[0] === "show" ? [] : ["-no-color"])];
    return this.#inTurn(() => mustRun("terraform", command, { cwd: this.stack, env: this.#terraformEnv }));
  }

  /** `terraform apply` with its progress passed on. @throws Error with the end of its output */
  async apply(...args: string[]): Promise<void> {
    const onLine = (line: string) => {
      if (/^(helm_release|Apply|Plan).*(Creat|Modif|Destr|complete|Plan:)/.test(line))
        this.props.onLine(`terraform: ${line}`);
    };
    const command = ["apply", "-auto-approve", "-no-color", ...args];
    await this.#inTurn(() =>
      mustRun("terraform", command, { cwd: this.stack, env: this.#terraformEnv, onLine }),
    );
  }

  /** Terraform locks its state and refuses a second run: checks that run side by side wait for each other here. */
  #inTurn<T>(runs: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(runs);
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** Every file that a plan or state was written to so far, as text. */
  written(): { file: string; text: string }[] {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes(".terraform"))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => ({ file, text: readFileSync(file, "latin1") }));
  }

  /** Keeps a copy of the state as it is now, so that later looks find earlier states too. */
  keepState(name: string): void {
    cpSync(join(this.folder, "state"), join(this.folder, `state-${name}`), { recursive: true });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Objects are merged key by key, everything else is replaced. */
function merge<T>(base: T, changes: unknown): T {
  if (!isObject(base) || !isObject(changes)) return (changes ?? base) as T;
  return Object.fromEntries(
    [...new Set([...Object.keys(base), ...Object.keys(changes)])].map((key) => [
      key,
      key in changes ? merge(base[key], changes[key]) : base[key],
    ]),
  ) as T;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
