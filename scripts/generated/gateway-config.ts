import { Config } from "../../services/api-gateway/src/config";
import type { GeneratedFile } from "./generated-file";
import { code, page, table } from "./markdown";

interface Variable {
  readonly description?: string;
  readonly default?: unknown;
  readonly secret?: boolean;
}

/** docs/reference/api-gateway.md: every variable of the gateway's environment. */
export const gatewayConfig: GeneratedFile = { file: "docs/reference/api-gateway.md", content };

function content(): string {
  const { properties, required = [] } = Config as unknown as {
    properties: Record<string, Variable>;
    required?: string[];
  };
  return page(
    "Configuration of api-gateway",
    "The process reads these variables of its environment. One that is set to nothing counts as not set. It does not start with a wrong one, and says for each what was found and what is allowed; values that are secret are never shown.",
    table(
      ["Variable", "Is", "Default"],
      Object.entries(properties).map(([name, variable]) => [
        code(name),
        `${variable.description ?? ""}${variable.secret ? " (secret)" : ""}`,
        variable.default !== undefined && variable.default !== ""
          ? code(String(variable.default))
          : required.includes(name)
            ? "has to be set"
            : "",
      ]),
    ),
  );
}
