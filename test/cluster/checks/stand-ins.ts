import { imageOf } from "../../../constructs/images";
import { pins } from "../../../constructs/pins";
import { installedIn } from "../../../stacks/platform/definitions";
import type { Context } from "../context";

/**
 * What the programs in the images say of their own version, beside what their tag promises. Where they differ, the image is a
 * stand-in, and the table has to say so.
 */
export async function noteStandIns({ report, kubectl, environment }: Context): Promise<void> {
  const programs = [
    {
      image: imageOf(environment, "postgres-operator", "operator"),
      where: ["-n", "cnpg-system", "deploy/postgres-operator"],
      command: ["/manager", "version"],
    },
    {
      image: imageOf(environment, "postgres", "postgres"),
      where: ["-n", "postgres", "postgres-1", "-c", "postgres"],
      command: ["postgres", "--version"],
    },
    {
      image: imageOf(environment, "postgres", "pooler"),
      where: ["-n", "postgres", "deploy/postgres-pooler-rw", "-c", "pgbouncer"],
      command: ["pgbouncer", "--version"],
    },
    {
      image: imageOf(environment, "minio", "server"),
      where: ["-n", "minio", "deploy/minio"],
      command: ["minio", "--version"],
    },
    ...(installedIn(environment).some(({ name }) => name === "envoy-gateway")
      ? [
          {
            image: imageOf(environment, "envoy-gateway", "controller"),
            where: ["-n", "envoy-gateway-system", "deploy/envoy-gateway"],
            command: ["envoy-gateway", "version"],
          },
        ]
      : []),
    {
      image: imageOf(environment, "argo-workflows", "controller"),
      where: ["-n", "argo", "deploy/argo-workflows-workflow-controller"],
      command: ["workflow-controller", "version"],
    },
    {
      image: imageOf(environment, "loki", "loki"),
      where: ["-n", "logging", "loki-0", "-c", "loki"],
      command: ["/usr/bin/loki", "--version"],
    },
  ];
  for (const { image, where, command } of programs) {
    const { code, stdout, stderr } = await kubectl.run(["exec", ...where, "--", ...command]);
    const says = `${stdout}${stderr}`.trim().split("\n")[0]?.slice(0, 120) ?? "";
    const promised = /\d[\w.-]*/.exec(image.tag)?.[0]?.split("-system")[0] ?? image.tag;
    if (code !== 0 || !says.includes(promised)) report.note(`stand-in: ${image.reference} says "${says}"`);
  }
  for (const [component, { images }] of Object.entries(environment.components ?? {}).map(
    ([name, own]) => [name, { images: {}, ...own }] as const,
  )) {
    for (const [name, reference] of Object.entries(images as Record<string, string>)) {
      const pin = (pins[component as keyof typeof pins].images as Record<string, string>)[name];
      if (pin !== reference) report.note(`stand-in: ${component}.${name} is ${reference}, the pin is ${pin}`);
    }
  }
}
