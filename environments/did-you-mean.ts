import leven from "leven";

/** The likely fix of a misspelt word, as the end of a message; nothing where no known word is near. */
export function didYouMean(found: string, known: readonly string[]): string {
  const near = known
    .map((name) => ({ name, away: leven(found.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.away - b.away)[0];
  return near && near.away <= Math.max(2, near.name.length / 3) ? `; did you mean ${near.name}?` : "";
}
