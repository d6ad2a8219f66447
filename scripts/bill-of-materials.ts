import { rangeText } from "../constructs/kubernetes-range";
import { environmentsFolder, loadEnvironments } from "../environments/load";
import { type Bill, billOf } from "./bill-of-materials/bill";
import { main, optionsOf } from "./support/cli";
import { withStacks } from "./support/synthesised";
import { table } from "./support/table";

const USAGE =
  "npm run bill-of-materials [-- --env NAME] [--json]   (--json: for machines; `npm run -s` prints nothing else)";

/** Says which charts and images each environment takes from outside, from its stacks and the table of pins alone. */
void main(async () => {
  const { env, json } = optionsOf({ env: { type: "string" }, json: { type: "boolean" } }, USAGE);
  const environments = loadEnvironments(environmentsFolder(), env);
  const bills = await withStacks(environments, (synthesised) =>
    environments.map((environment) =>
      billOf(
        environment,
        synthesised.filter((each) => each.environment === environment).map(({ stack }) => stack),
      ),
    ),
  );
  console.log(json ? JSON.stringify(bills, null, 2) : bills.map(text).join("\n\n"));
  return 0;
});

const text = ({ environment, kubernetes, charts, images }: Bill): string =>
  [
    `${environment}: ${charts.length} charts, ${new Set(images.map(({ reference }) => reference)).size} images, on Kubernetes ${rangeText(kubernetes)}`,
    table(
      ["component", "chart", "version", "repository", "release", "namespace"],
      charts.map(({ component, name, version, repository, release, namespace }) => [
        ...[component, name, version, repository],
        ...[release, namespace],
      ]),
    ),
    table(
      ["component", "image", "started by"],
      images.map(({ component, reference, startedBy }) => [component, reference, startedBy]),
    ),
  ].join("\n\n");
