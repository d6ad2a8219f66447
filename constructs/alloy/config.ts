import { attached, indexed, type Relabelling, relabelling } from "../logging/labels";

export interface AlloyConfigProps {
  readonly namespaces: readonly string[];
  readonly url: string;
  readonly tenant: string;
}

const list = (texts: readonly string[]) => `[${texts.map((text) => JSON.stringify(text)).join(", ")}]`;

const rule = ({ from, regex, to }: Relabelling) => `  rule {
    source_labels = ${list(from)}${regex === undefined ? "" : `\n    regex         = ${JSON.stringify(regex)}`}
    target_label  = ${JSON.stringify(to)}
  }`;

/** Alloy's configuration: https://grafana.com/docs/alloy/latest/reference/components/loki/loki.source.kubernetes/ */
export const alloyConfig = ({ namespaces, url, tenant }: AlloyConfigProps) => `logging {
  level = "warn"
}
discovery.kubernetes "pods" {
  role = "pod"
  // Named, so that a role in each of them is enough.
  namespaces {
    names = ${list(namespaces)}
  }
}
discovery.relabel "pods" {
  targets = discovery.kubernetes.pods.targets
${relabelling.map(rule).join("\n")}
}
loki.source.kubernetes "pods" {
  targets    = discovery.relabel.pods.output
  forward_to = [loki.process.pods.receiver]
}
loki.process "pods" {
  stage.structured_metadata {
    values = { ${attached.map((name) => `${name} = ""`).join(", ")} }
  }
  // Without the source's own labels, one of which names the pod.
  stage.label_keep {
    values = ${list(indexed)}
  }
  forward_to = [loki.write.loki.receiver]
}
loki.write "loki" {
  endpoint {
    url       = ${JSON.stringify(url)}
    tenant_id = ${JSON.stringify(tenant)}
  }
}
`;
