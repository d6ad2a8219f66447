import { stringify } from "yaml";
import { attached, indexed, relabelling } from "../logging/labels";

/** What Promtail reads and under which labels: https://grafana.com/docs/loki/latest/send-data/promtail/configuration/#scrape_configs */
export const scrapeConfigs = (namespaces: readonly string[]) =>
  stringify(
    [
      {
        job_name: "pods",
        kubernetes_sd_configs: [{ role: "pod", namespaces: { names: namespaces } }],
        relabel_configs: [
          ...relabelling.map(({ from, regex, to }) => ({
            source_labels: from,
            ...(regex === undefined ? {} : { regex }),
            target_label: to,
          })),
          // Pods of its own node, and their files.
          { source_labels: ["__meta_kubernetes_pod_node_name"], target_label: "__host__" },
          {
            source_labels: ["__meta_kubernetes_pod_uid", "__meta_kubernetes_pod_container_name"],
            separator: "/",
            replacement: "/var/log/pods/*$1/*.log",
            target_label: "__path__",
          },
        ],
        pipeline_stages: [
          { cri: {} },
          { structured_metadata: Object.fromEntries(attached.map((name) => [name, ""])) },
          // Without the source's own labels, one of which is the file's name.
          { labelallow: indexed },
        ],
      },
    ],
    { aliasDuplicateObjects: false, lineWidth: 0 },
  );
