/** https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export type PodSecurityLevel = "restricted" | "baseline" | "privileged";

/** Namespaces part three worlds (docs/architecture.md): external software, the platform's services, orders. */
export type World = "external" | "services" | "orders";

export interface NamespaceDefinition {
  readonly name: string;
  readonly world: World;
  /** The level that is enforced. Whoever cannot meet `restricted` says why. */
  readonly podSecurity:
    | "restricted"
    | { readonly level: "baseline" | "privileged"; readonly because: string };
  /** Whether its pods may look names up. Orders may not: a name server is a way out. */
  readonly dns: boolean;
}

export const levelOf = ({ podSecurity }: NamespaceDefinition): PodSecurityLevel =>
  podSecurity === "restricted" ? podSecurity : podSecurity.level;

/** A namespace of external software, at the level it should have. */
export const externalNamespace = (name: string): NamespaceDefinition => ({
  name,
  world: "external",
  podSecurity: "restricted",
  dns: true,
});
