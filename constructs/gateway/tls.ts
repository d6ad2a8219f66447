import { EnvironmentError } from "../../environments/load";
import type { Environment } from "../../environments/schema";
import type { ClusterAccess } from "../../stacks/cluster/access";

const LETS_ENCRYPT = "https://acme-v02.api.letsencrypt.org/directory";

/** Who signs the certificates that clients see. */
export const issuerOf = ({ tls }: Environment, { issuerDefault }: ClusterAccess) =>
  tls?.issuer ?? issuerDefault;

/**
 * The account at a public authority; undefined where the deployment signs its own certificates.
 * @throws EnvironmentError where the email is missing, or account settings stand where none is made
 */
export function acmeAccount(
  environment: Environment,
  cluster: ClusterAccess,
): { email: string; server: string } | undefined {
  const { file, tls = {} } = environment;
  const issuer = issuerOf(environment, cluster);
  if (issuer === "acme") {
    if (tls.email !== undefined) return { email: tls.email, server: tls.server ?? LETS_ENCRYPT };
    throw new EnvironmentError(
      `${file}: tls.email: found: nothing; allowed with the issuer acme: an email address, such as operator@example.org; add it, or set tls.issuer: self-signed`,
    );
  }
  const idle = (["email", "server"] as const).filter((key) => tls[key] !== undefined);
  if (idle.length === 0) return undefined;
  throw new EnvironmentError(
    idle
      .map(
        (key) =>
          `${file}: tls.${key}: found: ${tls[key]}; allowed with the issuer self-signed: nothing; remove it, or set tls.issuer: acme`,
      )
      .join("\n"),
  );
}
