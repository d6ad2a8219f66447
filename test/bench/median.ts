/** Of an even number of values the upper one of the middle. @returns NaN for none */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
