/**
 * What a layer knows of the cluster below it, whichever target made it. Grows with the targets and with what the
 * layers above ask of them.
 */
export interface ClusterAccess {
  /** How providers reach the API: a context of the operator's kubeconfig, whose path is the variable `kubeconfig`. */
  readonly context: string;
  /** Where the API server answers, known at synth; never "port 443 anywhere". */
  readonly apiServer: { readonly ranges: readonly string[]; readonly port: number };
  /** Pods that answer DNS. */
  readonly dns: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };
  /** Ranges that `internet` leaves out besides private and link-local ones. */
  readonly ownRanges: readonly string[];
  /** What makes volumes, and how: on clouds the parameters say that they are encrypted. */
  readonly storage: {
    readonly provisioner: string;
    readonly parameters: Readonly<Record<string, string>>;
    /** Whether a volume can grow while it is used. */
    readonly expandable: boolean;
  };
  /** Whether data is protected where the environment does not say. */
  readonly protectionDefault: "on" | "off";
}
