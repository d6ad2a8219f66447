import { accessOf } from "../../stacks/cluster";
import { at } from "../rules/support/resources";
import { environmentOf } from "../support/environments";
import { deployments } from "../support/stacks";

const clouds = deployments
  .filter((each) => environmentOf(each).target !== "minikube")
  .map((each) => [each.name, each] as const);

test.each(clouds)(
  "the program that gets tokens for %s is among those that preflight asks for",
  (_, deployment) => {
    const { operator } = accessOf(environmentOf(deployment));
    const commands = deployment.stacks.flatMap(({ json }) =>
      [
        at(json.provider.kubernetes ?? [], 0, "exec", 0, "command"),
        at(json.provider.helm ?? [], 0, "kubernetes", "exec", "command"),
      ].filter((command) => command !== undefined),
    );
    expect(commands.length).toBeGreaterThanOrEqual(2);
    for (const command of commands) expect(operator?.tools.map((tool) => tool.command)).toContain(command);
  },
);

test.each(clouds)(
  "who is signed in elsewhere than %s says is told what to type, and every program what installs it",
  (_, deployment) => {
    const { operator } = accessOf(environmentOf(deployment));
    expect(Object.values(operator?.signIn.expected ?? {})).not.toEqual([]);
    expect(operator?.signIn.by).toMatch(/^(aws|az) /);
    for (const { install } of operator?.tools ?? [])
      expect(install).toMatch(/^(pip install|az) .*https:\/\//);
  },
);

test.each(clouds)(
  "the context that our commands use for %s is the one that the kubeconfig's command writes",
  (_, deployment) => {
    const { context, operator } = accessOf(environmentOf(deployment));
    expect(operator?.kubeconfig).toContain(` ${context}`);
  },
);
