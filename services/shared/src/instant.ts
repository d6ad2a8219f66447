/**
 * An instant as the record keeps it: RFC 3339 in UTC, to the millisecond; more digits are cut. Undefined for what is no instant of RFC 3339, no day
 * of the calendar, or out of years 1 to 9999. A zone may be missing, as in what Python writes for UTC.
 */
export function instantOf(text: string): string | undefined {
  const [, day, time, zone = "Z"] = RFC_3339.exec(text) ?? [];
  // Date takes 31 February for 3 March.
  if (day === undefined || isoOf(`${day}T00:00:00Z`)?.startsWith(day) !== true) return undefined;
  const instant = isoOf(`${day}T${time}${zone.toUpperCase()}`);
  return instant !== undefined && /^(?!0000)\d{4}-/.test(instant) ? instant : undefined;
}

const RFC_3339 = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:\d\d)?$/i;

function isoOf(text: string): string | undefined {
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString();
}
