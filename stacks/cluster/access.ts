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
  /** How clients reach the gateway. */
  readonly gateway: {
    /** NodePort: on the node's own address. LoadBalancer: on the address that the cloud gives. */
    readonly serviceType: "NodePort" | "LoadBalancer";
    /** What clients dial; with NodePort, the node's ports. */
    readonly ports: { readonly http: number; readonly https: number };
    /** Of the Service, for the cloud's load balancer. */
    readonly annotations: Readonly<Record<string, string>>;
  };
  /** Who signs certificates where the environment does not say. */
  readonly issuerDefault: "self-signed" | "acme";
  /** Whether data is protected where the environment does not say. */
  readonly protectionDefault: "on" | "off";
}
