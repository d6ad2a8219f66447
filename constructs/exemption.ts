/**
 * One finding of `npm run render` that is meant, written beside the component it is about. One that no finding needs any more fails the
 * run too.
 */
export interface Exemption {
  /** The rule as the run prints it, such as `token` or `dead value`. */
  readonly rule: string;
  /** What it is about, as the run prints it: `Deployment/name container`, or the path of a value. */
  readonly where: string;
  readonly because: string;
}
