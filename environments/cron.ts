/** The five fields of a schedule, and the numbers that each may hold. */
const FIELDS = [
  { name: "minute", from: 0, to: 59 },
  { name: "hour", from: 0, to: 23 },
  { name: "day of the month", from: 1, to: 31 },
  { name: "month", from: 1, to: 12 },
  { name: "day of the week", from: 0, to: 6 },
] as const;

/** Whether Kubernetes takes a schedule, numbers only: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax */
export function isCron(value: string): boolean {
  const fields = value.split(" ");
  return (
    fields.length === FIELDS.length &&
    FIELDS.every((range, index) => (fields[index] ?? "").split(",").every((part) => isPart(part, range)))
  );
}

function isPart(part: string, { from, to }: { from: number; to: number }): boolean {
  const [, first, last, step] = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part) ?? [
    "",
    "none",
  ];
  const numbers = [first, last].filter((each) => each !== undefined).map(Number);
  const inRange = numbers.every((number) => number >= from && number <= to);
  return inRange && (numbers[0] ?? 0) <= (numbers[1] ?? numbers[0] ?? 0) && step !== "0" && step !== "00";
}
