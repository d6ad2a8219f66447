import { levelOf } from "../../../constructs/isolation/namespaces";
import { namespacesOf } from "../../../stacks/platform/definitions";
import type { Context } from "../context";
import { expect } from "../report";

/** A pod that breaks its namespace's level is refused, by admission, in every namespace. */
export async function checkPodSecurity({ report, kubectl, environment }: Context): Promise<void> {
  for (const definition of namespacesOf(environment)) {
    const level = levelOf(definition);
    if (level === "privileged") continue; // nothing breaks it
    await report.check(`a pod that breaks ${level} is refused in ${definition.name}`, async () => {
      const pod = {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "breaks-the-level", namespace: definition.name },
        spec: {
          hostNetwork: true,
          containers: [{ name: "main", image: "example.org/none:1", securityContext: { privileged: true } }],
        },
      };
      const { code, stderr } = await kubectl.run(["apply", "--dry-run=server", "-f", "-"], {
        input: JSON.stringify(pod),
      });
      expect(
        code !== 0 && stderr.includes(`violates PodSecurity "${level}`),
        `it was not refused: ${stderr}`,
      );
    });
  }
}
