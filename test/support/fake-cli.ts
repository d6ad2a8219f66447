import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "./environment-folder";
import { fakeProgram } from "./fake-program";

/** What a command line answers to commands that hold these words: JSON, a line of text, or a refusal. */
export type Answers = Readonly<
  Record<string, object | { readonly prints: string } | { readonly refuses: string }>
>;

/** Puts a program in front of all others for this test file. It answers as told, with `{}` where nothing is told, and fails where refused. */
export function fakeCli(name: string, answers: Answers): { readonly calls: () => string[] } {
  const folder = folderWith({ calls: "" });
  const cases = Object.entries(answers).map(
    ([words, answer], index) => `  *"${words}"*) ${doing(folder, index, answer)} ;;`,
  );
  const calls = join(folder, "calls");
  fakeProgram(
    folder,
    name,
    `echo "$*" >> ${calls}\ncase "$*" in\n${cases.join("\n")}\n  *) echo '{}' ;;\nesac`,
  );
  process.env.PATH = `${folder}:${process.env.PATH}`;
  return { calls: () => readFileSync(calls, "utf8").split("\n").filter(Boolean) };
}

function doing(folder: string, index: number, answer: Answers[string]): string {
  if ("refuses" in answer) return `echo '${answer.refuses}' >&2; exit 254`;
  if ("prints" in answer) return `echo '${answer.prints}'`;
  const file = join(folder, `answer-${index}.json`);
  writeFileSync(file, JSON.stringify(answer));
  return `cat ${file}`;
}
