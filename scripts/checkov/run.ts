import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "../render/finding";
import { CommandError } from "../support/cli";
import { run } from "../support/command";
import type { JsonObject } from "../support/stack-json";

/** A failed check, as Checkov tells it. */
export interface FailedCheck extends Finding {
  readonly guideline: string;
}

export interface Verdict {
  readonly passed: number;
  readonly failed: readonly FailedCheck[];
}

/** Where every check is described; Checkov names a page of its own for some only when it may ask its makers' server. */
const INDEX = "https://www.checkov.io/5.Policy%20Index/kubernetes.html";

/** @throws CommandError where the program is missing */
export async function requireCheckov(program: string): Promise<void> {
  const { code } = await run(program, ["--version"]);
  if (code !== 0) {
    throw new CommandError(
      `${program} is missing: install Checkov (\`python3 -m venv DIR && DIR/bin/pip install checkov\`), or name it by --checkov`,
    );
  }
}

/**
 * Has Checkov judge objects, a file for each component, without asking its makers' server.
 * @param folder that is empty
 * @throws CommandError where it did not get to a verdict about them
 */
export async function checkov(
  program: string,
  folder: string,
  objects: Readonly<Record<string, readonly JsonObject[]>>,
): Promise<Verdict> {
  mkdirSync(folder, { recursive: true });
  for (const [component, list] of Object.entries(objects)) {
    const documents = list.map((object) => `---\n${JSON.stringify(object, null, 2)}\n`);
    writeFileSync(join(folder, `${component}.yaml`), documents.join(""));
  }
  const said = await reportOf(program, ["--directory", folder, "--framework", "kubernetes"]);
  return {
    passed: said.summary.passed,
    failed: (said.results?.failed_checks ?? []).map((check) => ({
      component: check.file_path.replace(/^\//, "").replace(/\.yaml$/, ""),
      rule: check.check_id,
      where: whereOf(check.resource),
      says: check.check_name,
      guideline: check.guideline ?? INDEX,
    })),
  };
}

/** What Checkov says of all that it was shown. */
export interface Report {
  readonly summary: {
    readonly passed: number;
    readonly failed: number;
    readonly parsing_errors: number;
  };
  readonly results?: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly file_path: string;
      readonly resource: string;
      readonly guideline: string | null;
    }[];
  };
}

/**
 * Runs Checkov without asking its makers' server.
 * @throws CommandError where it did not get to a verdict, or judged nothing: a verdict about nothing is none
 */
export async function reportOf(program: string, args: readonly string[]): Promise<Report> {
  const quiet = ["--output", "json", "--quiet", "--compact", "--soft-fail", "--skip-download"];
  const { stdout, stderr } = await run(program, [...args, ...quiet]);
  const { summary, results } = reportIn(stdout) ?? {};
  if (summary !== undefined && summary.parsing_errors === 0 && summary.passed + summary.failed > 0) {
    return results === undefined ? { summary } : { summary, results };
  }
  const why =
    summary === undefined
      ? stderr.trim().split("\n").at(-1) || "it printed no report"
      : summary.parsing_errors > 0
        ? `${summary.parsing_errors} files not read`
        : "nothing was judged";
  throw new CommandError(`${program} gave no verdict: ${why}`);
}

function reportIn(stdout: string): Partial<Report> | undefined {
  try {
    return JSON.parse(stdout) as Partial<Report>;
  } catch {
    return undefined;
  }
}

/** `Deployment.namespace.name`; what Checkov writes behind that for pods of a template are labels. */
const whereOf = (resource: string): string => resource.split(".").slice(0, 3).join(".");
