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
  /** What a container gets that asks for nothing, where a chart has containers that cannot be told to. @default nothing */
  readonly container?: ContainerLimit;
}

export interface ContainerLimit {
  readonly cpu: string;
  readonly memory: string;
}

/** What a container asks for in such a namespace where it says nothing. */
export const DEFAULT_REQUESTS = { cpu: "100m", memory: "128Mi" };

export const levelOf = ({ podSecurity }: NamespaceDefinition): PodSecurityLevel =>
  podSecurity === "restricted" ? podSecurity : podSecurity.level;

/** A namespace of external software, at the level it should have. */
export const externalNamespace = (name: string): NamespaceDefinition => ({
  name,
  world: "external",
  podSecurity: "restricted",
  dns: true,
});
