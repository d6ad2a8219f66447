/** Times in milliseconds. */
export type Times = {
  /** From this age on it is fetched again beside the requests, which go on with what is known. */
  fresh: number;
  /** From this age on requests wait for the fetch, and use what is known where it fails. */
  stale: number;
  /** From this age on it is of no use. */
  end: number;
  /** Between two attempts, successful or not, once a value is known. */
  cooldown: number;
};

/** Between two attempts while nothing is known, since until then nobody can be answered. */
const RETRY = 2_000;

/**
 * A value of another server: fetched when it is first wanted, one fetch at a time, attempts apart from each other, and kept when that
 * server is away. Jose's own remote key set counts only successful fetches when it spaces them, and forgets its keys at the end of
 * their age though the issuer is away.
 */
export class Remembered<T> {
  #value: T | undefined;
  #fetched = 0;
  #attempted = Number.NEGATIVE_INFINITY;
  #failure: unknown;
  #pending: Promise<T> | undefined;

  constructor(
    private readonly fetch: () => Promise<T>,
    private readonly times: Times,
    private readonly now: () => number,
    /** Told of each new value with the one before. */
    private readonly changed: (value: T, before: T | undefined) => void = () => {},
  ) {}

  /** @throws whatever the fetch throws, where nothing is known that may still be used */
  async get(): Promise<T> {
    const age = this.now() - this.#fetched;
    const known = this.#value;
    if (known !== undefined && age < this.times.fresh) return known;
    if (known !== undefined && age < this.times.stale) {
      void this.#attempt()?.catch(() => {});
      return known;
    }
    try {
      return (await this.#attempt()) ?? this.#usable(known, age);
    } catch {
      return this.#usable(known, age);
    }
  }

  /**
   * Fetches although the value is fresh; undefined where that was done too short a time ago.
   *
   * @throws whatever the fetch throws, or threw a short time ago
   */
  async again(): Promise<T | undefined> {
    const attempt = this.#attempt();
    if (attempt === undefined && this.#failure !== undefined) throw this.#failure;
    return await attempt;
  }

  /** When the next attempt may be made, in seconds from now. */
  get secondsToWait(): number {
    return Math.max(1, Math.ceil((this.#attempted + this.#cooldown - this.now()) / 1000));
  }

  get #cooldown(): number {
    return this.#value === undefined ? RETRY : this.times.cooldown;
  }

  #usable(known: T | undefined, age: number): T {
    if (known !== undefined && age < this.times.end) return known;
    throw this.#failure ?? new Error("not fetched yet");
  }

  #attempt(): Promise<T> | undefined {
    if (this.#pending !== undefined) return this.#pending;
    if (this.now() - this.#attempted < this.#cooldown) return undefined;
    this.#attempted = this.now();
    this.#pending = this.fetch()
      .then(
        (value) => {
          const before = this.#value;
          this.#value = value;
          this.#fetched = this.now();
          this.#failure = undefined;
          this.changed(value, before);
          return value;
        },
        (failure: unknown) => {
          this.#failure = failure;
          throw failure;
        },
      )
      .finally(() => {
        this.#pending = undefined;
      });
    return this.#pending;
  }
}
