/** A line as a shipper would send it, and the panels that are there to show or to count it. */
export interface Line {
  readonly stream: Readonly<Record<string, string>>;
  readonly beside: Readonly<Record<string, string>>;
  readonly text: string;
  readonly shownBy: readonly string[];
}

/** What every line counts for. */
const EVERYWHERE = ["Platform: Lines by namespace", "Platform: Most lines by component"];
const ERRORS = ["Platform: Errors by component", "Platform: Errors"];
const ORDER = ["Orders: Active orders", "Orders: Lines per hour"];
const ARGO = "Platform: Argo's controller: warnings and errors";
const POSTGRES = "Platform: Postgres: warnings and errors";
const ENGINE = "Orders: Order $order: Argo's controller";

const from =
  (stream: Line["stream"], beside: Line["beside"]) =>
  (text: string | object, ...shownBy: string[]): Line => ({
    stream,
    beside,
    text: typeof text === "string" ? text : JSON.stringify(text),
    shownBy: [...EVERYWHERE, ...shownBy],
  });

const argo = from(
  { namespace: "argo", app: "argo-workflows-workflow-controller", container: "controller" },
  { pod: "argo-workflows-workflow-controller-7d9f-x2x" },
);
const postgres = from(
  { namespace: "postgres", app: "postgresql", container: "postgres" },
  { pod: "postgres-1" },
);
const proxy = from(
  { namespace: "envoy-gateway-system", app: "envoy", container: "envoy" },
  { pod: "envoy-gateway-ivcap-5f-x" },
);
const backup = from({ namespace: "backup", app: "backup", container: "backup" }, { pod: "backup-29-x" });
const orderPod = (workflow: string, container: string) =>
  from({ namespace: "order-runner", container }, { pod: `${workflow}-1`, workflow });
const [analytics, executor] = [orderPod("order-1", "main"), orderPod("order-1", "wait")];

/** Argo's controller and executor write Go's `slog` text. */
const slog = (level: string, message: string, fields = "") =>
  `time=2026-11-24T20:18:08.123Z level=${level} msg="${message}" ${fields}`;
const ofOrder = (workflow: string, fields: string) => `workflow=${workflow} namespace=order-runner ${fields}`;
/** CloudNativePG wraps each record of Postgres. */
const record = (severity: string, message: string) => ({
  level: "info",
  ts: "2026-11-24T20:18:08.1Z",
  logger: "postgres",
  msg: "record",
  logging_pod: "postgres-1",
  record: { error_severity: severity, message, backend_type: "client backend" },
});
const request = (status: number) => ({
  start_time: "2026-11-24T20:18:08.123Z",
  method: "GET",
  "x-envoy-origin-path": "/1/orders",
  response_code: status,
  response_flags: "-",
  duration: 12,
});

export const lines: readonly Line[] = [
  analytics("reading 12 tiles", ...ORDER, "Orders: Order $order"),
  analytics({ level: "error", msg: "no such tile" }, ...ORDER, ...ERRORS, "Orders: Order $order"),
  orderPod("order-2", "main")("reading 7 tiles", ...ORDER),
  executor(slog("INFO", "Main container completed"), ...ORDER, "Orders: Order $order: Argo's executor"),
  orderPod("order-2", "init")(slog("INFO", "Starting Workflow Executor"), ...ORDER),

  argo(slog("INFO", "index config", "indexWorkflowSemaphoreKeys=true")),
  argo(slog("INFO", "Processing workflow", ofOrder("order-1", "phase=Running")), ENGINE),
  argo(
    slog("INFO", "updated phase", ofOrder("order-1", "fromPhase=Running toPhase=Failed")),
    ENGINE,
    "Orders: Failed orders",
    "Orders: Ended per hour",
  ),
  argo(
    slog(
      "INFO",
      "updated message",
      ofOrder("order-1", 'fromMessage="" toMessage="main: Error (exit code 1)"'),
    ),
    ENGINE,
    "Orders: Messages of orders",
  ),
  argo(slog("INFO", "updated phase", ofOrder("order-2", 'fromPhase="" toPhase=Running'))),
  argo(
    slog("INFO", "updated phase", ofOrder("order-2", "fromPhase=Running toPhase=Succeeded")),
    "Orders: Ended per hour",
  ),
  argo(slog("WARN", "Error updating workflow", ofOrder("order-2", "reason=Conflict")), ARGO),
  argo(slog("ERROR", "was unable to retrieve workflow pods", ofOrder("order-2", "")), ARGO, ...ERRORS),

  postgres(record("LOG", "checkpoint complete: wrote 12 buffers")),
  postgres(record("ERROR", 'relation "orders" does not exist'), POSTGRES),
  postgres(record("FATAL", "password authentication failed"), POSTGRES),
  postgres({ level: "error", msg: "while checking the archive", error: "timeout" }, POSTGRES, ...ERRORS),

  proxy(request(200)),
  proxy(request(404)),
  proxy(request(503), "Platform: Gateway: requests that failed"),

  backup("ivcap: 18234 bytes"),
  backup(
    { event: "backup", name: "2026-11-24T02-00-00Z", result: "succeeded", seconds: 41, removed: 0 },
    "Platform: Backups",
  ),
  backup({ event: "backup", result: "failed", step: "dump of ivcap" }, "Platform: Backups"),
  backup({ event: "restore", name: "2026-11-24T02-00-00Z", result: "succeeded" }),
];
