/** What is wrong with an environment: one message that names file, key, found, allowed and likely fix. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}
