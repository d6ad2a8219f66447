import { writeFileSync } from "node:fs";
import { chartPins } from "../constructs/pins";
import { requireChart, requireCharts } from "./render/helm";
import { main, optionsOf } from "./support/cli";
import { keysFile, keysOf, type ValuesKeys } from "./support/values-keys";

const USAGE = "npm run values-keys -- --charts DIR   (--charts: a folder with each pinned chart as a folder)";

/** Writes beside each component which values its pinned chart knows, so that tests find a misspelt one without the chart. */
void main(() => {
  const charts = requireCharts(optionsOf({ charts: { type: "string" } }, USAGE).charts, USAGE);
  const lists = Object.entries(chartPins).map(([component, pin]): [string, ValuesKeys] => {
    const { chart, version } = pin;
    return [component, { chart, version, keys: keysOf(requireChart(charts, pin)) }];
  });
  for (const [component, list] of lists) {
    writeFileSync(keysFile(component), `${JSON.stringify(list, null, 2)}\n`);
    console.log(`${keysFile(component)}: ${list.keys.length} keys of ${list.chart} ${list.version}`);
  }
  return 0;
});
