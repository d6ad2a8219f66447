import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { AzurermBackend, LocalBackend, S3Backend, type TerraformStack } from "cdktf";
import { PLACEHOLDER } from "../environments/load";
import type { Environment } from "../environments/schema";
import { type Backend, DEFAULT_BACKEND } from "../environments/state";

/** Where the states of an environment's stacks are, all of it known at synth. `npm run bootstrap` makes it, the stacks use it. */
export type StateHome =
  | { readonly backend: "local"; readonly directory: string }
  | {
      readonly backend: "s3";
      readonly bucket: string;
      readonly region: string;
      /** Another is refused. @default whichever the caller is in */
      readonly account?: string;
    }
  | {
      readonly backend: "azurerm";
      readonly subscription: string;
      readonly tenant: string;
      readonly location: string;
      readonly resourceGroup: string;
      readonly storageAccount: string;
      readonly container: string;
    };

const homes: { [B in Backend]: (environment: Environment) => Extract<StateHome, { backend: B }> } = {
  local: ({ state }) => ({ backend: "local", directory: state?.directory ?? "." }),
  s3({ name, state, aws }) {
    const { account } = aws ?? {};
    return {
      backend: "s3",
      bucket: state?.bucket ?? bucketName(name, account),
      region: state?.region ?? aws?.region ?? PLACEHOLDER,
      ...(account === undefined ? {} : { account }),
    };
  },
  azurerm({ name, state, azure }) {
    const subscription = state?.subscription ?? azure?.subscription ?? PLACEHOLDER;
    return {
      backend: "azurerm",
      subscription,
      tenant: state?.tenant ?? azure?.tenant ?? PLACEHOLDER,
      location: state?.location ?? azure?.region ?? PLACEHOLDER,
      resourceGroup: state?.resourceGroup ?? `ivcap-${name}-state`,
      storageAccount: state?.storageAccount ?? accountName(name, subscription),
      container: "state",
    };
  },
};

export const stateHomeOf = (environment: Environment): StateHome =>
  homes[environment.state?.backend ?? DEFAULT_BACKEND[environment.target]](environment);

/** Names are nobody else's in all of a cloud, and the same at every synth. */
const digest = (length: number, ...parts: readonly string[]) =>
  createHash("sha256").update(parts.join("/")).digest("hex").slice(0, length);

/** `ivcap-<environment>-<account>-state`: at most 63 characters, a long environment's name cut and told apart by a digest. */
function bucketName(environment: string, account = PLACEHOLDER): string {
  const longest = 63 - "ivcap---state".length - 12;
  const name =
    environment.length <= longest
      ? environment
      : `${environment.slice(0, longest - 9)}-${digest(8, environment)}`;
  return `ivcap-${name}-${account}-state`;
}

/** At most 24 letters and digits. */
const accountName = (environment: string, subscription: string) =>
  `ivcap${environment.replaceAll("-", "").slice(0, 9)}${digest(10, environment, subscription)}`;

/**
 * Says where a stack's state is. Layers read each other's by the same settings, locks aside: who only reads takes none.
 * While a value of it is open there is nothing to reach: the state is a local file that stays empty, since the plan refuses open values.
 */
export function keepState(stack: TerraformStack, stackName: string, environment: Environment): void {
  const home = stateHomeOf(environment);
  if (home.backend === "local" || Object.values(home).includes(PLACEHOLDER)) {
    const directory = home.backend === "local" ? home.directory : ".";
    new LocalBackend(stack, { path: resolve(join(directory, `terraform.${stackName}.tfstate`)) });
  } else if (home.backend === "s3") {
    const { bucket, region, account } = home;
    new S3Backend(stack, { bucket, region, key: `${stackName}.tfstate`, encrypt: true });
    stack.addOverride("terraform.backend.s3.use_lockfile", true); // a property that CDKTF does not know
    if (account !== undefined) stack.addOverride("terraform.backend.s3.allowed_account_ids", [account]);
  } else {
    new AzurermBackend(stack, {
      subscriptionId: home.subscription,
      tenantId: home.tenant,
      resourceGroupName: home.resourceGroup,
      storageAccountName: home.storageAccount,
      containerName: home.container,
      key: `${stackName}.tfstate`,
      useAzureadAuth: true, // by identity: the account has its keys switched off
    });
  }
}
