/**
 * Looks every half second until something is seen or the time is over.
 * @returns what was seen, or undefined where nothing was
 */
export async function eventually<T>(
  seconds: number,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  for (const end = Date.now() + seconds * 1000; ; ) {
    const seen = await look();
    if (seen !== undefined || Date.now() > end) return seen;
    await new Promise((wait) => setTimeout(wait, 500));
  }
}
