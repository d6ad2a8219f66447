/** A program on the operator's machine that we, or a provider, call. */
export interface Tool {
  readonly command: string;
  /** Ends well where the program is there. */
  readonly versionArgs: readonly string[];
  /** What to type where it is missing. */
  readonly install: string;
}

/** Where an operator has to be signed in, and how that is seen. */
export interface SignIn {
  readonly tool: Tool;
  /** Prints JSON that says who asks, and where. */
  readonly ask: readonly string[];
  /** What it has to say there, by key. */
  readonly expected: Readonly<Record<string, string>>;
  /** What to type where it says something else, or nothing. */
  readonly by: string;
}

export const awsCli: Tool = {
  command: "aws",
  versionArgs: ["--version"],
  install:
    "pip install awscli, or https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
};
export const azureCli: Tool = {
  command: "az",
  versionArgs: ["version"],
  install: "pip install azure-cli, or https://learn.microsoft.com/cli/azure/install-azure-cli",
};
export const kubelogin: Tool = {
  command: "kubelogin",
  versionArgs: ["--version"],
  install: "az aks install-cli, or https://azure.github.io/kubelogin/install.html",
};

/** @param account any where none is named */
export const awsSignIn = (account?: string): SignIn => ({
  tool: awsCli,
  ask: ["sts", "get-caller-identity", "--output", "json"],
  expected: account === undefined ? {} : { Account: account },
  by: "aws sso login, or name the profile of that account: export AWS_PROFILE=…",
});

export const azureSignIn = (subscription: string, tenant: string): SignIn => ({
  tool: azureCli,
  ask: ["account", "show", "--output", "json"],
  expected: { tenantId: tenant, id: subscription },
  by: `az login --tenant ${tenant} && az account set --subscription ${subscription}`,
});
