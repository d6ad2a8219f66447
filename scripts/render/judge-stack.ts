import type { Environment } from "../../environments/schema";
import { kubernetesOf } from "../../stacks/platform/kubernetes";
import { billOf } from "../bill-of-materials/bill";
import { accountsOf, releasesOf } from "../support/releases";
import { type Synthesised, withStacks } from "../support/synthesised";
import type { Cell } from "../support/table";
import { examine } from "./examine";
import { exemptions } from "./exemptions";
import { type Finding, judge } from "./finding";
import { held } from "./held";
import { billFindings, mirrorFindings } from "./image-rules";
import { renderAll, type Tools } from "./rendered";
import { sizeFindings } from "./sizes";

/** A registry that no chart knows, with a port and a path as sites have them. */
const MIRROR = "mirror.example.org:5000/ivcap";

export interface Judged {
  /** The stack's. */
  readonly name: string;
  readonly rows: readonly Cell[][];
  /** Everything that a rule says. */
  readonly findings: readonly Finding[];
  /** What no exemption covers. */
  readonly refused: readonly Finding[];
  /** Values that repeat what their charts say, by path. */
  readonly repeated: readonly string[];
  readonly components: readonly string[];
}

export interface Scope {
  /** What a mirror does not reach, by stack. */
  readonly outside: ReadonlyMap<string, readonly Finding[]>;
  readonly isAbout: (component: string) => boolean;
}

/** Renders a stack and looks at it, or at some of its components, from all sides. */
export async function judgeStack(
  { stack, environment }: Synthesised,
  { charts, ...engine }: Tools,
  { outside, isAbout }: Scope,
): Promise<Judged> {
  const { from, to } = kubernetesOf(environment);
  const rendered = await renderAll(releasesOf(stack), { charts, ...engine });
  const { rows, findings, repeated } = await examine(rendered, {
    engine,
    ends: [from, to].filter((end) => end !== undefined),
    others: accountsOf(stack),
    isAbout,
  });
  const images = [
    ...billFindings(billOf(environment, [stack]), rendered),
    ...(outside.get(stack.name) ?? []),
  ];
  // The layer of the cluster starts no pod.
  const sizes = rendered.length > 0 ? sizeFindings(environment, stack, rendered) : [];
  const more = [...images, ...sizes];
  const all = [...findings, ...more.filter(({ component }) => isAbout(component))];
  const components = rendered.map(({ release }) => release.component).filter(isAbout);
  return {
    name: stack.name,
    rows,
    findings: all,
    refused: judge(all, exemptions).refused,
    repeated,
    components,
  };
}

/** Everything once more as a site with a mirror gets it: what still names an image elsewhere, by stack. */
export const outsideMirror = (environments: readonly Environment[], tools: Tools) =>
  withStacks(
    environments.map((environment) => ({ ...environment, images: { mirror: MIRROR } })),
    async (synthesised) => {
      const found = synthesised.map(async ({ stack }): Promise<[string, Finding[]]> => {
        return [stack.name, mirrorFindings(await renderAll(releasesOf(stack), tools), MIRROR)];
      });
      return new Map(await Promise.all(found));
    },
  );

/** Exemptions and reasons to hold a value that no stack needs. Of components that are in none, nothing is known. */
export function unneededReasons(judged: readonly Judged[], isWhole: boolean): string[] {
  const components = new Set(judged.flatMap((each) => each.components));
  const { unused } = judge(
    judged.flatMap(({ findings }) => findings),
    exemptions,
  );
  const repeated = judged.flatMap((each) => each.repeated);
  return [
    ...unused
      .filter(({ component }) => components.has(component))
      .map(
        ({ component, exemption: { rule, where } }) =>
          `${component}: exemption of ${where} from ${rule}: nothing needs it; remove it from constructs/${component}/exemptions.ts`,
      ),
    ...held
      .filter(({ paths }) => isWhole && !repeated.some((path) => paths.test(path)))
      .map(
        ({ paths }) =>
          `${paths}: no value that repeats a default is held by it; remove it from scripts/render/held.ts`,
      ),
  ];
}
