import { REGION } from "./emulator";

type Tags = Readonly<Record<string, string>>;

/**
 * AWS as others than Terraform use it: nodes that come and go, what a cluster leaves behind. By the query API, whose answers are XML of which
 * only single ids are read; the emulator looks at no signature.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html
 */
export class Cloud {
  constructor(private readonly url: string) {}

  /** @returns the answer, as XML. @throws Error with AWS's own message */
  async ask(service: keyof typeof VERSIONS, action: string, params: Tags = {}): Promise<string> {
    const answer = await fetch(this.url, {
      method: "POST",
      headers: {
        Authorization: `AWS4-HMAC-SHA256 Credential=mock/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
        "Content-Type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({ Action: action, Version: VERSIONS[service], ...params }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${action}: ${/<Message>(.*?)<\/Message>/.exec(text)?.[1] ?? text}`);
    return text;
  }

  /** Ids of what there is, such as `describe("Subnets", "subnetId", { "tag:environment": "emulated" })`. */
  async describe(what: string, id: string, filters: Tags = {}): Promise<string[]> {
    const params = Object.entries(filters).flatMap(([name, value], index) => [
      [`Filter.${index + 1}.Name`, name],
      [`Filter.${index + 1}.Value.1`, value],
    ]);
    return allOf(await this.ask("ec2", `Describe${what}`, Object.fromEntries(params)), id);
  }
}

const VERSIONS = { ec2: "2016-11-15", elasticloadbalancing: "2015-12-01" } as const;

/** The texts of all elements of that name, each once. */
export const allOf = (xml: string, element: string): string[] => [
  ...new Set(
    [...xml.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, "g"))].map(([, text = ""]) => text),
  ),
];

/** The first of them. @throws Error where there is none */
export function oneOf(xml: string, element: string): string {
  const [first] = allOf(xml, element);
  if (first === undefined) throw new Error(`no <${element}> in ${xml.slice(0, 300)}`);
  return first;
}

/** Tags of something that EC2 makes, as it is made. */
export const specification = (kind: string, tags: Tags): Record<string, string> => ({
  "TagSpecification.1.ResourceType": kind,
  ...numbered("TagSpecification.1.Tag", tags),
});

/** `Tag.1.Key`, `Tag.1.Value`, … */
export const numbered = (prefix: string, tags: Tags): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tags).flatMap(([key, value], index) => [
      [`${prefix}.${index + 1}.Key`, key],
      [`${prefix}.${index + 1}.Value`, value],
    ]),
  );
