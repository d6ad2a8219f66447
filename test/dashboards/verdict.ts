import { lines } from "./lines";
import type { Answer } from "./loki";
import type { Panel } from "./panels";

/** How many lines a panel is there for, how many it found, and what is wrong. */
export function verdict({ title, isLog }: Panel, answer: Answer | string): [number, number | string, string] {
  const meant = lines.filter(({ shownBy }) => shownBy.includes(title)).map(({ text }) => text);
  if (typeof answer === "string") return [meant.length, "–", answer];
  if ((answer.kind === "streams") !== isLog)
    return [meant.length, "–", `a panel of this type cannot show ${answer.kind}`];
  if (answer.kind === "streams") {
    const other = answer.lines.find((line) => !meant.includes(line));
    const lost = meant.find((line) => !answer.lines.includes(line));
    const wrong = (lost && `not found: ${lost}`) ?? (other && `found too: ${other}`) ?? "ok";
    return [meant.length, answer.lines.length, wrong];
  }
  const nameless = answer.series.some((labels) => Object.values(labels).every((value) => value === ""));
  const wrong =
    answer.count !== meant.length ? "another number of lines" : nameless ? "a series without a name" : "ok";
  return [meant.length, answer.count, wrong];
}
