import type { Environment } from "../../environments/schema";

/** Who brings the lines to Loki. */
export type Shipper = "alloy" | "promtail";

export const shipperOf = ({ logs }: Environment): Shipper => logs?.shipper ?? "alloy";
