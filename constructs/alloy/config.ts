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

/** A reader asks the API server five times a second at most, three times for each container; it cannot be told otherwise. */
const READERS = 8;

/** One of the readers, with its share of the pods. */
const reader = (index: number) => `discovery.relabel "share_${index}" {
  targets = discovery.relabel.pods.output
  rule {
    source_labels = ["__tmp_share"]
    regex         = "${index}"
    action        = "keep"
  }
}
loki.source.kubernetes "share_${index}" {
  targets    = discovery.relabel.share_${index}.output
  forward_to = [loki.process.pods.receiver]
}
`;

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
  // A reader that asks for the log of a container too early leaves out what it prints first (grafana/alloy#7192).
  rule {
    source_labels = ["__meta_kubernetes_pod_phase"]
    regex         = "Pending"
    action        = "drop"
  }
  rule {
    source_labels = ["__meta_kubernetes_pod_uid"]
    modulus       = ${READERS}
    action        = "hashmod"
    target_label  = "__tmp_share"
  }
${relabelling.map(rule).join("\n")}
}
${Array.from({ length: READERS }, (_, index) => reader(index)).join("")}loki.process "pods" {
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
