/** The text formats of what an environment says of a cloud; `formats.ts` has the rest. */
export const cloudFormats = {
  "aws-account": {
    allowed: 'the twelve digits of an account, in quotes, such as "123456789012"',
    hint(found: string) {
      const digits = found.replace(/\D/g, "");
      return digits.length > 8 && digits.length < 13
        ? `did you mean "${digits.padStart(12, "0")}"?`
        : undefined;
    },
    test: (value: string) => /^\d{12}$/.test(value),
  },
  "aws-region": {
    allowed: "the code of a region, such as eu-west-1",
    hint(found: string) {
      const region = /^([a-z]{2}(-[a-z]+)+-\d)[a-f]$/.exec(found)?.[1];
      return region === undefined ? undefined : `${found} is a zone; did you mean ${region}?`;
    },
    test: (value: string) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(value),
  },
  /** https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html */
  "aws-zone": {
    allowed: "the id of a zone, such as euw1-az1; `aws ec2 describe-availability-zones` lists them",
    hint: (found: string) =>
      /^[a-z]{2}(-[a-z]+)+-\d[a-f]$/.test(found)
        ? `${found} is a name, and another place in each account; name its id`
        : undefined,
    test: (value: string) => /^[a-z]{2,6}\d-az\d$/.test(value),
  },
  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
  "aws-principal": {
    allowed: "the ARN of a role or user, such as arn:aws:iam::123456789012:role/operator",
    hint: (found: string) =>
      /:assumed-role\//.test(found)
        ? "a session is no principal: name the role it came from, arn:aws:iam::…:role/…"
        : undefined,
    test: (value: string) => /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/.test(value),
  },
  uuid: {
    allowed: "a UUID in lower case, such as 00000000-1111-2222-3333-444444444444",
    hint(found: string) {
      const bare = found.toLowerCase().replace(/[{}\s]/g, "");
      return bare !== found && cloudFormats.uuid.test(bare) ? `did you mean ${bare}?` : undefined;
    },
    test: (value: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  },
  "azure-region": {
    allowed: "the short name of a region, such as westeurope",
    hint(found: string) {
      const short = found.toLowerCase().replace(/[\s-]/g, "");
      return short !== found && cloudFormats["azure-region"].test(short)
        ? `did you mean ${short}?`
        : undefined;
    },
    test: (value: string) => /^[a-z]+\d?$/.test(value),
  },
  /** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
  "azure-group": {
    allowed: "the name of a resource group, such as dns, without the path to it",
    hint: (found: string) => {
      const name = /\/resourceGroups\/([^/]+)/i.exec(found)?.[1];
      return name === undefined ? undefined : `did you mean ${name}?`;
    },
    test: (value: string) => /^[\w().-]{0,89}[\w()-]$/.test(value),
  },
  "azure-size": {
    allowed: "a size of virtual machines, such as Standard_D4ads_v5",
    hint: (found: string) => (/^[A-Z]\d/.test(found) ? `did you mean Standard_${found}?` : undefined),
    test: (value: string) => /^Standard_[A-Z][A-Za-z0-9_-]+$/.test(value),
  },
  /** Without dots, which no certificate of S3 covers. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
  "s3-bucket": {
    allowed: "3 to 63 lower-case letters, digits and dashes, beginning and ending with a letter or digit",
    hint(found: string) {
      const fixed = found.toLowerCase().replace(/[^a-z0-9]+/g, "-");
      return fixed !== found && cloudFormats["s3-bucket"].test(fixed) ? `did you mean ${fixed}?` : undefined;
    },
    test: (value: string) => /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(value),
  },
  /** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
  "storage-account": {
    allowed: "3 to 24 lower-case letters and digits",
    hint(found: string) {
      const fixed = found.toLowerCase().replace(/[^a-z0-9]/g, "");
      return fixed !== found && cloudFormats["storage-account"].test(fixed)
        ? `did you mean ${fixed}?`
        : undefined;
    },
    test: (value: string) => /^[a-z0-9]{3,24}$/.test(value),
  },
  "resource-group": {
    allowed: "at most 90 letters, digits or any of . _ - ( ), not ending with a dot",
    hint: () => undefined,
    test: (value: string) => /^[\w.()-]{0,89}[\w()-]$/.test(value),
  },
  /** A tag's value that every cloud takes: AWS has the narrower characters, Azure the shorter name. */
  label: {
    allowed:
      "at most 128 letters, digits, spaces or any of . _ @ + - , beginning and ending with a letter or digit",
    hint: () => undefined,
    test: (value: string) => /^[A-Za-z0-9]([\w .@+-]{0,126}[A-Za-z0-9])?$/.test(value),
  },
} as const;
