/**
 * grafana.ini, by section. Grafana reaches Loki and nothing else, and keeps nothing: what would call its makers or the internet is off,
 * and so is what would be gone with the pod.
 */
export const settings = {
  analytics: {
    reporting_enabled: false,
    check_for_updates: false,
    check_for_plugin_updates: false,
    feedback_links_enabled: false,
  },
  news: { news_feed_enabled: false },
  // Loki's data source comes in the image. The installer would put a newer one in its place: it deletes the old one first.
  plugins: {
    preinstall_disabled: true,
    plugin_admin_enabled: false,
    public_key_retrieval_disabled: true,
  },
  security: { disable_gravatar: true },
  users: { allow_sign_up: false, allow_org_create: false },
  "auth.anonymous": { enabled: false },
  public_dashboards: { enabled: false },
  snapshots: { enabled: false },
  unified_alerting: { enabled: false },
} as const;
