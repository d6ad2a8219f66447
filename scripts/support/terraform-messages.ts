import type { Outcome } from "./command";

/** The part that we look at of https://developer.hashicorp.com/terraform/internals/machine-readable-ui, a line each. */
export interface Message {
  readonly "@message": string;
  readonly type: string;
  readonly diagnostic?: Diagnostic;
}

export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
}

/** The messages of what was printed; lines that are none are passed over. */
export const messagesOf = (printed: string): Message[] =>
  printed.split("\n").flatMap((line) => {
    try {
      return line.startsWith("{") ? [JSON.parse(line) as Message] : [];
    } catch {
      return [];
    }
  });

export const errorsOf = (printed: string): Diagnostic[] =>
  messagesOf(printed).flatMap(({ diagnostic }) => (diagnostic?.severity === "error" ? [diagnostic] : []));

/** Terraform's own refusal of a plan that destroys what `prevent_destroy` keeps; the plan itself is made. */
export const isPrevented = ({ summary }: Diagnostic): boolean => summary === "Instance cannot be destroyed";

/** At most so many errors are told; one cause often has many. */
const TOLD = 3;

/** Why it failed: summaries with the first line of what stands behind each. Snippets and values are left out. */
export function inShort({ stdout, stderr }: Outcome): string {
  const errors = errorsOf(stdout);
  const told = errors.length > 0 ? errors.map(oneLine) : textErrors(`${stdout}\n${stderr}`);
  const different = [...new Set(told)];
  const more = different.length - TOLD;
  if (different.length === 0) return (stderr || stdout).trim().split("\n").at(-1) ?? "";
  return `${different.slice(0, TOLD).join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}

const oneLine = ({ summary, detail }: Diagnostic) => sentence([summary, firstParagraph(detail)]);
const firstParagraph = (text = "") => (text.trim().split("\n\n")[0] ?? "").replaceAll(/\s+/g, " ");
const sentence = (parts: readonly string[]) =>
  parts
    .filter((part) => part !== "")
    .map((part) => part.replace(/\.$/, ""))
    .join(": ");

/** The same from what is printed for people, as `terraform init` does: `Error: …`, in a frame, and the paragraph below. */
function textErrors(printed: string): string[] {
  const lines = printed.split("\n").map((line) => line.replace(/^[│╷╵]\s?/, "").trim());
  return lines.flatMap((line, index) => {
    if (!line.startsWith("Error: ")) return [];
    const below = lines.slice(index + 1).filter((each) => !/^(on|with) .*/.test(each));
    const start = below.findIndex((each) => each !== "");
    const paragraph = start < 0 ? [] : below.slice(start, start + below.slice(start).indexOf(""));
    return [sentence([line.slice("Error: ".length), paragraph.join(" ")])];
  });
}
