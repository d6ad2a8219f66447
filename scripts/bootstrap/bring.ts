import { requireConsent } from "../support/consent";
import type { Look, Part, Parts } from "./part";

/** Looks at all of them, asks once, then makes what is missing, a line each. */
export async function bring(
  parts: Parts,
  { agreed, say }: { readonly agreed: boolean; readonly say: (line: string) => void },
): Promise<void> {
  const looks = new Map<Part, Look>();
  for (const part of parts) looks.set(part, await part.look());
  const open = parts.filter((part) => looks.get(part) !== "ok");
  if (open.length > 0 && !agreed) {
    const named = (look: Look) =>
      open
        .filter((part) => looks.get(part) === look)
        .map(({ what }) => what)
        .join(", ");
    const [missing, changed] = [named("missing"), named("changed")];
    const make = missing && `To be made: ${missing}.`;
    const mend = changed && `To be mended: ${changed}.`;
    await requireConsent([make, mend].filter(Boolean).join(" "));
  }
  for (const part of parts) {
    const before = looks.get(part);
    if (before !== "ok") await part.make();
    say(`${{ ok: "ok    ", missing: "made  ", changed: "mended" }[before ?? "ok"]} ${part.what}`);
  }
  if (open.length === 0) say("nothing was changed");
}
