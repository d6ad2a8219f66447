import type { SignIn, Tool } from "../tools";

/** What whoever deploys has on their machine to reach a cluster in a cloud, besides Terraform and kubectl. */
export interface Operator {
  /** Programs that providers or commands of ours call: the exec plugin of the connection is among them. */
  readonly tools: readonly Tool[];
  readonly signIn: SignIn;
  /** Whether the cluster has been made: ends well where it has, and prints something with `missing` in it where it has not. */
  readonly cluster: { readonly tool: Tool; readonly ask: readonly string[]; readonly missing: string };
  /** What writes the context into the kubeconfig. */
  readonly kubeconfig: string;
}
