/**
 * One finding of `npm run render`, or one failed check of `npm run checkov`, that is meant, written beside the component it is about. One
 * that nothing needs any more fails a run with `--reasons`, as contributors run it.
 */
export interface Exemption {
  /** The rule as the run prints it, such as `token`, `default value` or `CKV_K8S_8`. */
  readonly rule: string;
  /** What it is about, as the run prints it: `Deployment/name container`, or the path of a value. */
  readonly where: string;
  readonly because: string;
}
