/** How the issuer is asked: over the network, or in this process where the issuer runs in it. */
export type Transport = (url: string, init: RequestInit) => Promise<Response>;

type Limits = { milliseconds: number; bytes: number };
const LIMITS: Limits = { milliseconds: 5_000, bytes: 1_048_576 };

/**
 * `fetch` that ends: 5 seconds from the first byte sent to the last byte read, 1 MiB of answer, no redirects (which could lead inside
 * the cluster).
 *
 * @throws Error that says which limit it was
 */
export const overNetwork =
  (limits: Limits = LIMITS): Transport =>
  async (url, init) => {
    const { origin } = new URL(url);
    const signal = AbortSignal.timeout(limits.milliseconds);
    const response = await fetch(url, { ...init, redirect: "manual", signal });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw new Error(`${origin} redirects (${response.status}), which is not followed`);
    }
    const body = await read(response, limits.bytes, origin);
    // Such an answer may have no body, not even an empty one.
    const empty = [204, 205].includes(response.status);
    return new Response(empty ? null : body, { status: response.status, headers: response.headers });
  };

async function read(response: Response, most: number, origin: string): Promise<Buffer<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > most) throw new Error(`${origin} answers more than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
