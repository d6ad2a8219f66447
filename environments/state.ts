import Type, { type Static } from "typebox";
import { optional, strict, text } from "./parts";

const elsewhere = "needed on other targets";

/** What can be said of each backend. The keys of one are refused beside another. */
const settings = {
  local: {
    directory: optional(
      Type.String({
        minLength: 1,
        description: "local: folder of the state files, from the project's root. Default: the root",
      }),
    ),
  },
  s3: {
    bucket: optional(
      text("s3-bucket", `s3: the bucket. Default: ivcap-<environment>-<aws.account>-state; ${elsewhere}`),
    ),
    region: optional(text("aws-region", `s3: where the bucket is. Default: aws.region; ${elsewhere}`)),
  },
  azurerm: {
    subscription: optional(
      text("uuid", `azurerm: the storage account's subscription. Default: azure.subscription; ${elsewhere}`),
    ),
    tenant: optional(text("uuid", `azurerm: its tenant. Default: azure.tenant; ${elsewhere}`)),
    location: optional(
      text("azure-region", `azurerm: where it is made. Default: azure.region; ${elsewhere}`),
    ),
    resourceGroup: optional(
      text("resource-group", "azurerm: its resource group. Default: ivcap-<environment>-state"),
    ),
    storageAccount: optional(
      text(
        "storage-account",
        "azurerm: its name, which is nobody else's in all of Azure. Default: made of the environment and the subscription",
      ),
    ),
  },
};

export type Backend = keyof typeof settings;
const backends = Object.keys(settings) as Backend[];

/** Where an environment keeps its state that says nothing of it: a cluster in a cloud outlives a laptop. */
export const DEFAULT_BACKEND = { minikube: "local", aws: "s3", azure: "azurerm" } as const;

export const State = strict(
  {
    backend: Type.Enum(backends as ["local", "s3", "azurerm"], {
      description:
        "local: files beside the program. s3, azurerm: a bucket or storage account, which `npm run bootstrap` makes. Default: local on minikube, s3 on aws, azurerm on azure",
    }),
    ...settings.local,
    ...settings.s3,
    ...settings.azurerm,
  },
  "Where Terraform keeps its state; it holds no secret",
);

export type State = Static<typeof State>;

/** What a backend has to be told where the target's own section does not say it. */
const NEEDED: Readonly<Record<Backend, { readonly target?: string; readonly keys: readonly string[] }>> = {
  local: { keys: [] },
  s3: { target: "aws", keys: ["bucket", "region"] },
  azurerm: { target: "azure", keys: ["subscription", "tenant", "location"] },
};

/** What is wrong between the backend, its settings and the target, a line each: what the schema cannot say. */
export function stateProblems(path: string, content: unknown): string[] {
  const { target, state } = (content ?? {}) as { target?: unknown; state?: Partial<State> };
  const backend = state?.backend;
  if (typeof state !== "object" || backend === undefined || !backends.includes(backend)) return [];
  const own = Object.keys(settings[backend]);
  const others = backends.filter((each) => each !== backend);
  const { target: home, keys } = NEEDED[backend];
  return [
    ...Object.keys(state).flatMap((key) => {
      const whose = others.find((each) => key in settings[each]);
      return whose === undefined || own.includes(key)
        ? []
        : [
            `${path}: state.${key}: found: a setting of the backend ${whose}; allowed with ${backend}: ${own.join(", ")}; remove it, or set state.backend: ${whose}`,
          ];
    }),
    ...(home === undefined || home === target
      ? []
      : keys
          .filter((key) => !(key in state))
          .map(
            (key) =>
              `${path}: state.${key}: found: nothing; allowed with the backend ${backend} on ${target}: ${keys.join(", ")}, all of them, since only the target ${home} says them by itself; add it, or set state.backend: local`,
          )),
  ];
}
