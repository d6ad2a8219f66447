import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { CommandError, optionsOf } from "../../scripts/support/cli";
import { OLDER_AWS } from "../../scripts/support/older-aws";

const USAGE =
  "npm run test:aws -- --eks FILE --providers DIR [--moto PROGRAM] [--keep]   (--moto: moto_server, where it is not on PATH; --eks: the program that stands in for EKS before it; --providers: a filesystem mirror with the AWS provider; --keep: leave the work folder)";

const MOTO = "moto[server]==5.2.5";

export interface Options {
  /** The program `moto_server`. */
  readonly moto: string;
  /** Run as `python FILE PORT MOTO_URL`. */
  readonly eks: string;
  /** The Python that has what moto has: the one beside it. */
  readonly python: string;
  readonly providers: string;
  readonly keep: boolean;
}

/** @throws CommandError, one line, with what is missing and how to come by it */
export function parseOptions(): Options {
  const string = { type: "string" } as const;
  const { moto, eks, providers, keep } = optionsOf(
    { moto: string, eks: string, providers: string, keep: { type: "boolean", default: false } },
    USAGE,
  );
  const program = found(moto ?? "moto_server");
  if (program === undefined) {
    throw new CommandError(
      `${moto ?? "moto_server"} is missing: python3 -m venv moto && moto/bin/pip install '${MOTO}' awscli, then --moto moto/bin/moto_server`,
    );
  }
  if (eks === undefined || !existsSync(eks)) {
    throw new CommandError(
      `--eks: found: ${eks ?? "nothing"}; allowed: the program that answers for the EKS API, run as \`python FILE PORT MOTO_URL\`; usage: ${USAGE}`,
    );
  }
  const version = join("registry.terraform.io", "hashicorp", "aws", OLDER_AWS);
  if (providers === undefined || !existsSync(join(providers, version))) {
    throw new CommandError(
      `--providers: found: ${providers ?? "nothing"}; allowed: a folder that holds ${version}; \`terraform providers mirror DIR\` fills one`,
    );
  }
  const python = found(join(dirname(program), "python")) ?? "python3";
  return { moto: program, eks: resolve(eks), python, providers: resolve(providers), keep };
}

/** The full path of a program, by its path or on PATH. */
function found(program: string): string | undefined {
  const candidates = program.includes("/")
    ? [resolve(program)]
    : (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, program));
  return candidates.find((path) => {
    try {
      accessSync(realpathSync(path), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
