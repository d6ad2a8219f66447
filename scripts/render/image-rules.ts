import { type Bill, PREFLIGHT } from "../bill-of-materials/bill";
import { references } from "../support/images";
import { isOurs } from "../support/releases";
import type { JsonObject } from "../support/stack-json";
import type { Finding } from "./finding";
import { at, podsOf } from "./pods";
import type { Rendered } from "./rendered";

/**
 * The bill of materials against what is rendered, both ways: an image that some object names and the bill lacks, wherever it stands; and
 * one of the bill that no pod runs, or that its operator is not told, so that it takes another.
 */
export function billFindings({ images }: Bill, rendered: readonly Rendered[]): Finding[] {
  return [
    ...rendered.flatMap(({ release: { component }, objects }) => {
      const billed = new Set(
        images.filter((each) => each.component === component).map((each) => each.reference),
      );
      return named(objects)
        .filter(({ reference }) => !billed.has(reference))
        .map(({ where, reference }) => ({
          ...{ component, rule: "bill of materials", where },
          says: `names ${reference}, which the bill of materials lacks; say in its values which image it is, from a row of constructs/pins.ts`,
        }));
    }),
    ...images
      .filter(({ component }) => component !== PREFLIGHT)
      .flatMap(({ component, reference, startedBy }) => {
        const own = rendered.filter(({ release }) => release.component === component);
        const lacks = startedBy.some((who) => who.startsWith("pods of the chart "))
          ? !runs(own, reference) &&
            "no pod of the chart runs it; remove it, or say in constructs/pins.ts who starts it"
          : !names(own, reference) &&
            `no object names it, so that another is taken by ${startedBy.join(", ") || "nobody knows who"}`;
        return lacks ? [{ component, rule: "bill of materials", where: reference, says: lacks }] : [];
      }),
  ];
}

/** Under a mirror every image comes from it, wherever it is named. */
export const mirrorFindings = (rendered: readonly Rendered[], mirror: string): Finding[] =>
  rendered.flatMap(({ release: { component }, objects }) =>
    named(objects)
      .filter(({ reference }) => !reference.startsWith(`${mirror}/`))
      .map(({ where, reference }) => ({
        ...{ component, rule: "mirror", where },
        says: `names ${reference} where images.mirror is ${mirror}`,
      })),
  );

const named = (objects: readonly JsonObject[]) =>
  objects.flatMap((object) =>
    references(object).map((reference) => ({
      where: `${object.kind}/${at(object, "metadata", "name")}`,
      reference,
    })),
  );

const names = (rendered: readonly Rendered[], wanted: string) =>
  rendered.some(({ objects }) => named(objects).some(({ reference }) => reference === wanted));

const runs = (rendered: readonly Rendered[], wanted: string) =>
  rendered
    .filter(({ release }) => !isOurs(release))
    .some(({ objects, release }) =>
      podsOf(objects, release.namespace).some(({ containers }) =>
        containers.some(({ image }) => image === wanted),
      ),
    );
