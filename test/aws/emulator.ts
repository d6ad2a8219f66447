import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { CommandError } from "../../scripts/support/cli";
import type { Options } from "./options";

/** The account that moto answers for, whoever asks. */
export const ACCOUNT = "123456789012";
/** The one that the stand-in for EKS knows. */
export const REGION = "eu-west-1";

/** Seconds in which both have to answer. */
const PATIENCE = 60;

/** AWS on loopback: moto, and before it what answers for EKS. Both are ours, and go with the run. */
export class Emulator {
  private readonly processes: ChildProcess[] = [];
  private printed = "";

  private constructor(
    readonly url: string,
    readonly eksUrl: string,
  ) {}

  /** @throws CommandError with the end of what they printed, where one does not start */
  static async start({ moto, eks, python }: Options): Promise<Emulator> {
    const [port, eksPort] = [await freePort(), await freePort()];
    const emulator = new Emulator(`http://127.0.0.1:${port}`, `http://127.0.0.1:${eksPort}`);
    // Without the variable no managed policy can be attached: moto knows none.
    emulator.run(moto, ["-H", "127.0.0.1", "-p", String(port)], { MOTO_IAM_LOAD_MANAGED_POLICIES: "true" });
    await emulator.answers(`${emulator.url}/moto-api/`);
    emulator.run(python, [eks, String(eksPort), emulator.url], {});
    await emulator.answers(`${emulator.eksUrl}/clusters`);
    return emulator;
  }

  /** For everything that speaks to AWS by its own configuration: programs of AWS, and ours. */
  get env(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_ENDPOINT_URL_EKS: this.eksUrl,
      AWS_ACCESS_KEY_ID: "mock",
      AWS_SECRET_ACCESS_KEY: "mock",
      AWS_SESSION_TOKEN: "",
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      AWS_EC2_METADATA_DISABLED: "true",
    };
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.processes.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const ended = new Promise((done) => child.once("exit", done));
        child.kill("SIGTERM");
        await Promise.race([ended, pause(5000, undefined, { ref: false })]);
        child.kill("SIGKILL");
      }),
    );
  }

  private run(program: string, args: readonly string[], env: Record<string, string>): void {
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.printed = (this.printed + text).slice(-2000);
      });
    }
    child.on("error", ({ message }) => {
      this.printed += message;
    });
    this.processes.push(child);
  }

  private async answers(url: string): Promise<void> {
    for (let second = 0; second < PATIENCE; second++) {
      if (this.processes.some(({ exitCode }) => exitCode !== null)) break;
      try {
        if ((await fetch(url)).ok) return;
      } catch {
        // not yet
      }
      await pause(1000);
    }
    await this.stop();
    throw new CommandError(
      `${url} does not answer; its program printed: ${this.printed.trim().split("\n").slice(-5).join("\n")}`,
    );
  }
}

/** A port that nothing has now; another program could take it in between, and the start then fails with its message. */
const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const server = createServer();
    server.on("error", fail).listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => done(port));
    });
  });
