import { isIP } from "node:net";
import { cloudFormats } from "./cloud-formats";
import { isCron } from "./cron";
import { isDuration } from "./duration";

/**
 * The text formats an environment file can hold: how each is checked, and how it is described to the reader of an
 * error. JSON Schema leaves unknown formats to the validator, so editors show the description and we check the value.
 */
export const formats = {
  /** RFC 4632 / RFC 4291 prefix notation, host bits may be set. */
  cidr: {
    allowed: "an address range with its prefix length, such as 10.0.0.0/16 or fd00::/8",
    hint(found: string) {
      const [address = ""] = found.split("/");
      const longest = isIP(address) === 4 ? 32 : 128;
      if (address === found) return isIP(found) ? `did you mean ${found}/${longest}?` : undefined;
      return isIP(address) ? `the prefix length of such an address is at most ${longest}` : undefined;
    },
    test(value: string) {
      const [address = "", prefix = "", ...rest] = value.split("/");
      const family = isIP(address);
      return (
        family > 0 &&
        rest.length === 0 &&
        /^\d{1,3}$/.test(prefix) &&
        Number(prefix) <= (family === 4 ? 32 : 128)
      );
    },
  },
  /** RFC 1123 host name of at least two labels, lower case. */
  domain: {
    allowed: "a DNS name of lower-case labels, such as ivcap.example.org",
    hint: (found: string) => {
      const bare = found
        .toLowerCase()
        .replace(/^[a-z]+:\/\//, "")
        .replace(/[:/].*$/, "");
      const fixed = /^[a-z0-9-]+$/.test(bare) ? `ivcap.${bare}` : bare;
      return fixed !== found && formats.domain.test(fixed) ? `did you mean ${fixed}?` : undefined;
    },
    test: (value: string) =>
      value.length <= 253 &&
      /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(value),
  },
  /** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
  quantity: {
    allowed: "a Kubernetes quantity, such as 500m, 2, 512Mi or 20Gi",
    hint: (found: string) => {
      const gib = /^(\d+)\s*(g|gb|gib)$/i.exec(found)?.[1];
      return gib ? `did you mean ${gib}Gi?` : undefined;
    },
    test: (value: string) => /^(\d+|\d*\.\d+)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/.test(value),
  },
  /** How a storage class names what makes its volumes: a CSI driver (a DNS name), or a name behind a domain. */
  provisioner: {
    allowed: "the name of a volume provisioner, such as k8s.io/minikube-hostpath or hostpath.csi.k8s.io",
    hint: () => undefined,
    test: (value: string) =>
      value.length <= 253 &&
      /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(\/[a-z0-9]([\w.-]*[a-z0-9])?)?$/.test(
        value,
      ),
  },
  days: {
    allowed: "a number of days from 1d, such as 14d",
    hint: (found: string) => {
      const [, number = "", unit = ""] = /^(\d+) *(d|h|w|$)[a-z]*$/.exec(found) ?? [];
      const days = Number(number) * (unit === "w" ? 7 : unit === "h" ? 1 / 24 : 1);
      return days > 0 ? `did you mean ${Math.ceil(days)}d?` : undefined;
    },
    test: (value: string) => /^[1-9]\d{0,4}d$/.test(value),
  },
  /** RFC 1123 label, as Kubernetes demands of namespaces and most names. */
  "kubernetes-name": {
    allowed: "lower-case letters, digits and dashes, at most 63, beginning and ending with a letter or digit",
    hint: (found: string) => {
      const fixed = found
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "");
      return fixed && fixed !== found ? `did you mean ${fixed}?` : undefined;
    },
    test: (value: string) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(value),
  },
  /** A reference that always means the same image: registry, path and a tag that is not `latest`, or a digest. */
  image: {
    allowed:
      "a full image reference with registry and tag (not latest) or digest, such as quay.io/org/name:v1.2.3",
    hint(found: string) {
      if (/(:latest|\/[^:@]+)$/.test(found)) return "name the exact tag or digest: latest changes under you";
      const full = `docker.io/${found.includes("/") ? "" : "library/"}${found}`;
      return formats.image.test(full) ? `did you mean ${full}?` : undefined;
    },
    test: (value: string) =>
      /^[a-z0-9.-]+\.[a-z]+(:\d+)?\/[a-z0-9._/-]+(:[\w][\w.-]{0,127})?(@sha256:[a-f0-9]{64})?$|^localhost(:\d+)?\/[a-z0-9._/-]+(:[\w][\w.-]{0,127})?(@sha256:[a-f0-9]{64})?$/.test(
        value,
      ) &&
      !/:latest(@|$)/.test(value) &&
      /[:@][^/]+$/.test(value),
  },
  /** What takes the place of a registry: its host, perhaps with a port and a path. */
  "image-prefix": {
    allowed: "a registry's host with an optional path, such as registry.example.org/ivcap",
    hint: (found: string) => {
      const bare = found.replace(/^[a-z]+:\/\//, "").replace(/\/+$/, "");
      return bare !== found && formats["image-prefix"].test(bare) ? `did you mean ${bare}?` : undefined;
    },
    test: (value: string) =>
      /^([a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?|localhost(:\d+)?)(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/.test(value),
  },
  /** https://semver.org, with the leading v some charts have; no ranges. */
  version: {
    allowed: "one exact version, such as 1.0.18 or v1.9.0",
    hint: (found: string) =>
      /[\^~*x<>]|^v?\d+(\.\d+)?$/.test(found)
        ? "write the exact version, three numbers: a range changes under you"
        : undefined,
    test: (value: string) => /^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.test(value),
  },
  /** Scheme, host and perhaps a port (RFC 3986); which schemes are meant depends on what answers there. */
  endpoint: {
    allowed:
      "scheme, host and perhaps a port, without path or credentials, such as https://store.example.org:9000",
    hint(found: string) {
      const bare = found.replace(/\/+$/, "").replace(/\/\/[^@/]*@/, "//");
      return bare !== found && formats.endpoint.test(bare) ? `did you mean ${bare}?` : undefined;
    },
    test: (value: string) => /^[a-z]+:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/.test(value),
  },
  /** The cluster's own version; its patch number does not matter here. */
  "kubernetes-version": {
    allowed: 'a version of Kubernetes, in quotes, such as "1.34" or v1.34.2',
    hint: (found: string) => {
      const minor = /\d+\.\d+/.exec(found)?.[0] ?? "";
      return formats["kubernetes-version"].test(minor) ? `did you mean "${minor}"?` : undefined;
    },
    test: (value: string) => /^v?1\.\d+(\.\d+)?$/.test(value),
  },
  email: {
    allowed: "an email address, such as operator@example.org",
    hint: () => undefined,
    test: (value: string) =>
      /^[^\s@]+@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i.test(value),
  },
  "https-url": {
    allowed: "https://…",
    hint: (found: string) =>
      /^(http:\/\/)?[a-z0-9-]+(\.[a-z0-9-]+)+(\/\S*)?$/.test(found)
        ? `did you mean https://${found.replace("http://", "")}?`
        : undefined,
    test: (value: string) => /^https:\/\/[^\s/]+(\/\S*)?$/.test(value),
  },
  cron: {
    allowed:
      "minute, hour, day of the month, month and day of the week in numbers, such as 17 2 * * * for each day at 02:17 UTC",
    hint(found: string) {
      const known = { "@hourly": "17 * * * *", "@daily": "17 2 * * *", "@weekly": "17 2 * * 0" } as Record<
        string,
        string
      >;
      const fixed = known[found] ?? found.trim().replace(/\s+/g, " ");
      return fixed !== found && isCron(fixed) ? `did you mean ${fixed}?` : undefined;
    },
    test: isCron,
  },
  duration: {
    allowed: "a whole number of hours, days or weeks, such as 36h, 14d or 8w",
    hint(found: string) {
      const [, count, unit = ""] = /^(\d+)\s*(h|d|w)(ours?|ays?|eeks?)?$/i.exec(found) ?? [];
      const fixed = `${count}${unit.toLowerCase()}`;
      return fixed !== found && isDuration(fixed) ? `did you mean ${fixed}?` : undefined;
    },
    test: isDuration,
  },
  repository: {
    allowed: "https://… or oci://…",
    hint: (found: string) =>
      /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/\S*)?$/.test(found) ? `did you mean https://${found}?` : undefined,
    test: (value: string) => /^(https?|oci):\/\/[^\s/]+(\/\S*)?$/.test(value),
  },
  ...cloudFormats,
} as const;

export type FormatName = keyof typeof formats;
