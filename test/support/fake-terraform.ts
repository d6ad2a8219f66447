import { folderWith } from "./environment-folder";
import { fakeProgram } from "./fake-program";

/** What a fake Terraform does for one stack, by command, as lines of shell. It does nothing, and ends well, where nothing is told. */
export type Does = Readonly<Partial<Record<"init" | "plan" | "show" | "output" | "destroy", string>>>;

/** Outputs as the state of an applied stack has them: all that the stack declares. */
export const DECLARED = `node -p "JSON.stringify(require('./cdk.tf.json').output)"`;

/** A Terraform that does as told in each stack's folder. */
export function fakeTerraform(stacks: Readonly<Record<string, Does>>): string {
  const cases = Object.entries(stacks).flatMap(([stack, does]) =>
    Object.entries(does).map(([command, lines]) => `  ${stack}:${command}) ${lines} ;;`),
  );
  return fakeProgram(
    folderWith({ ".keep": "" }),
    "terraform",
    `[ "$1" = version ] && echo Terraform v1.11.4 && exit\ncase "\${PWD##*/}:$1" in\n${cases.join("\n")}\n  *:output) echo '{}' ;;\nesac`,
  );
}
