import type { Environment } from "../../environments/schema";
import type { Cluster } from "../../stacks/cluster/access";
import { gatewayName } from "./definition";
import { gatewayNamespace as namespace } from "./hosts";
import { acmeAccount } from "./tls";
import { isProvenByZone } from "./zone";

/** What signs the certificates of the listeners; of this namespace, so that nobody else can ask it. */
export const issuerName = "gateway";
/** The deployment's own authority: what clients of a self-signed deployment trust is `ca.crt` in this secret. */
export const authoritySecret = "gateway-authority";

const object = (kind: string, name: string, spec: object) => ({
  apiVersion: "cert-manager.io/v1",
  kind,
  metadata: { name, namespace },
  spec,
});

export function issuers(environment: Environment, cluster: Cluster): object[] {
  const account = acmeAccount(environment, cluster);
  return account ? [acme(account, solver(environment, cluster))] : selfSigned(environment);
}

/** By a record in the cloud's zone, or through the gateway itself, on the listener for plain HTTP. */
const solver = (environment: Environment, cluster: Cluster) =>
  isProvenByZone(environment, cluster) && cluster.dns01Solver
    ? { dns01: cluster.dns01Solver() }
    : {
        http01: {
          gatewayHTTPRoute: {
            parentRefs: [{ kind: "Gateway", name: gatewayName, namespace, sectionName: "http" }],
          },
        },
      };

const acme = ({ email, server }: { email: string; server: string }, solver: object) =>
  object("Issuer", issuerName, {
    acme: {
      email,
      server,
      privateKeySecretRef: { name: "gateway-acme-account" },
      solvers: [solver],
    },
  });

const selfSigned = ({ domain }: Environment) => [
  object("Issuer", "gateway-self-signed", { selfSigned: {} }),
  object("Certificate", authoritySecret, {
    isCA: true,
    commonName: `IVCAP ${domain}`.slice(0, 64),
    secretName: authoritySecret,
    // A new key would have to be trusted again everywhere; the same one is signed again for another ten years.
    duration: "87600h",
    renewBefore: "17520h",
    privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Never" },
    // Who trusts it trusts it for this deployment's names and for no others.
    nameConstraints: { critical: true, permitted: { dnsDomains: [domain] } },
    issuerRef: { kind: "Issuer", name: "gateway-self-signed" },
  }),
  object("Issuer", issuerName, { ca: { secretName: authoritySecret } }),
];
