import { eventually } from "../../../scripts/support/eventually";
import { PATIENT, type Probes } from "../probes";

/** How long the policy engine may take to know that a policy is gone. */
const ENGINE = 10;

/** While the flows `left` are left out: what passes and must not, and what is refused and must not be. Nothing where all is well. */
export async function wrongWithout(
  probes: Pick<Probes, "look">,
  titles: readonly string[],
  left: readonly string[],
  engine = ENGINE,
): Promise<string[]> {
  await eventually(engine, async () => {
    const seen = await probes.look(left, () => ({ attempts: 1, seconds: 1 }));
    return left.every((title) => !seen.get(title)) || undefined;
  });
  // The engine has it: now everything at once, these again too.
  const seen = await probes.look(titles, (title) =>
    left.includes(title) ? { attempts: 1, seconds: 2 } : PATIENT,
  );
  const passing = left.filter((title) => seen.get(title));
  const refused = titles.filter((title) => !left.includes(title) && !seen.get(title));
  return [
    ...(passing.length > 0 ? [`still passes: ${passing.join("; ")}`] : []),
    ...(refused.length > 0 ? [`also refused: ${refused.join("; ")}`] : []),
  ];
}
