const SECONDS = { h: 3600, d: 86_400, w: 604_800 } as const;
const DURATION = /^([1-9]\d{0,3})([hdw])$/;

export const isDuration = (value: string) => DURATION.test(value);

/** @param duration as the format `duration` has it, such as `14d` */
export function secondsOf(duration: string): number {
  const [, count, unit] = DURATION.exec(duration) ?? [];
  return Number(count) * SECONDS[unit as keyof typeof SECONDS];
}
