import { chmodSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../support/environment-folder";
import { program } from "../support/program";

const AWS = `target: aws
domain: site.example.org
aws: { account: "123456789012", region: eu-west-1 }
tls: { email: a@example.org }
`;
const AZURE = `target: azure
domain: site.example.org
azure: { subscription: 00000000-1111-2222-3333-444444444444, tenant: 55555555-6666-7777-8888-999999999999, region: westeurope }
state: { backend: local }
tls: { email: a@example.org }
`;
const LOCAL = "state: { backend: local }\n";

/** An `aws` that is signed in to this account, and finds this cluster and no bucket. */
const aws = ({ account = "123456789012", cluster = "exit 0" } = {}) => `#!/bin/sh
case "$*" in
  --version*) ;;
  sts*) echo '{"Account":"${account}"}' ;;
  eks*) ${cluster} ;;
  *) echo "An error occurred (404) when calling the operation: Not Found (NoSuchBucket)" >&2; exit 254 ;;
esac
`;
/** A cluster with a node and without any storage class. */
const STANDING = `#!/bin/sh
case "$*" in
  *get-contexts*) echo ivcap-site ;;
  *version*) echo '{"serverVersion":{"gitVersion":"v1.35.0"}}' ;;
  *nodes*name*) echo node/one ;;
  *) echo '{"items":[]}' ;;
esac
`;
const NONE = 'echo "An error occurred (ResourceNotFoundException): No cluster found" >&2; exit 254';

async function preflight(environment: string, programs: Record<string, string>) {
  const all: Record<string, string> = {
    terraform: "#!/bin/sh\necho Terraform v1.11.4\n",
    kubectl: '#!/bin/sh\ncase "$*" in *get-contexts*) echo laptop ;; *) ;; esac\n',
    ...programs,
  };
  const folder = folderWith({
    ...Object.fromEntries(Object.entries(all).map(([name, script]) => [`bin/${name}`, script])),
    "environments/site.yaml": environment,
  });
  for (const name of Object.keys(all)) chmodSync(join(folder, "bin", name), 0o755);
  return program("scripts/preflight.ts", ["--env", "site"], {
    PATH: join(folder, "bin"),
    IVCAP_ENVIRONMENTS: join(folder, "environments"),
  });
}

test.concurrent.each<[string, string, Record<string, string>, RegExp]>([
  [
    "without the program that gets tokens",
    AWS,
    {},
    /^aws is missing: install it \(pip install awscli, or https:/,
  ],
  [
    "without the program that gets tokens of Azure",
    AZURE,
    { az: "#!/bin/sh\n" },
    /^kubelogin is missing: install it \(az aks install-cli, or https:/,
  ],
  [
    "signed in to another account",
    AWS,
    { aws: aws({ account: "999999999999" }) },
    /site\.yaml: aws is signed in elsewhere; found: Account 999999999999; allowed: 123456789012;/,
  ],
  [
    "without what holds the state",
    AWS,
    { aws: aws() },
    /site\.yaml: what holds the state is not as it should be; found: bucket ivcap-site-123456789012-state in eu-west-1: missing, .*; make it: npm run bootstrap -- --env site$/,
  ],
  [
    "without the cluster's context in the kubeconfig",
    `${AWS}${LOCAL}`,
    { aws: aws() },
    /^context ivcap-site is not in the kubeconfig; found: laptop; aws eks update-kubeconfig --region eu-west-1 --name ivcap-site --alias ivcap-site$/,
  ],
  [
    "where the cloud does not say whether the cluster is there",
    `${AWS}${LOCAL}`,
    { aws: aws({ cluster: 'echo "An error occurred (AccessDenied)" >&2; exit 254' }) },
    /^aws eks describe-cluster: An error occurred \(AccessDenied\)$/,
  ],
  [
    "where the cluster makes no volumes as its own layer asks for",
    `${AWS}${LOCAL}`,
    { aws: aws(), kubectl: STANDING },
    /^the cluster of context ivcap-site has no volume provisioner ebs\.csi\.eks\.amazonaws\.com; found: none; the cluster's own layer brings it: deploy that again$/,
  ],
])("preflight %s ends with one line and exit code 1", async (_, environment, programs, message) => {
  const { code, stdout, stderr } = await preflight(environment, programs);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(message)]);
});

test.concurrent("before the cluster there is one sentence about which layer comes first, and no cluster is asked", async () => {
  const { code, stdout, stderr } = await preflight(`${AWS}${LOCAL}`, { aws: aws({ cluster: NONE }) });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(
    /^ready: site-cluster is not applied yet, and site-platform can be planned only after it\nnext: {2}npx cdktf-cli@0\.21 deploy 'site-\*' {3}# then preflight again/,
  );
});
