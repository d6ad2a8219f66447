/** An age in the two largest units that matter: `3 d 4 h`, `12 min`. */
export function age(since: Date, now = new Date()): string {
  const minutes = Math.max(0, Math.round((now.getTime() - since.getTime()) / 60_000));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  if (days > 0) return `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}

/** The time in a backup's name, such as `2026-11-24T02-17-05Z`. */
export const timeOf = (name: string): Date =>
  new Date(
    name.replace(/T(\d\d)-(\d\d)-(\d\d)Z$/, (_, hour, minute, second) => `T${hour}:${minute}:${second}Z`),
  );

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

export function size(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(bytes || 1) / 10)));
  return `${power === 0 ? bytes : (bytes / 1024 ** power).toFixed(1)} ${UNITS[power]}`;
}
