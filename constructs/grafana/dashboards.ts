import orders from "./dashboards/orders.json";
import platform from "./dashboards/platform.json";

/** The uid by which the dashboards name Loki. */
export const dataSource = "loki";

/** The dashboards by their file's name, in the form in which Grafana exports them. */
export const dashboards: Readonly<Record<string, object>> = {
  "orders.json": orders,
  "platform.json": platform,
};
