import { localOptions } from "./local/options";
import { runLocal } from "./local/supervisor";
import { main, optionsOf } from "./support/cli";

const USAGE = "npm run local [-- --data DIR] [--port N]";

/** The services on this machine, until Ctrl-C. docs/operations/local.md says what is where and what each failure leaves. */
void main(() => {
  const options = optionsOf(
    { data: { type: "string", default: ".ivcap" }, port: { type: "string", default: "8088" } },
    USAGE,
  );
  return runLocal(localOptions(options, USAGE));
});
