import { ACCOUNT, REGION } from "./emulator";

/** What a run changes in the environment that it deploys. */
export interface Settings {
  readonly protection: "on" | "off";
  readonly nat: "single" | "per-zone";
  readonly range: string;
}

export const FIRST: Settings = { protection: "on", nat: "single", range: "10.64.0.0/16" };

/** The environment's name; the cluster's is `ivcap-` and this. */
export const NAME = "emulated";

/** The file of an environment with everything that a cluster's stack can have. Its state is in a folder of the run. */
export const environmentFile = ({ protection, nat, range }: Settings, state: string): string => `target: aws
domain: emulated.example.org
owner: test-aws
protection: ${protection}
aws:
  account: "${ACCOUNT}"
  region: ${REGION}
  admins: ["arn:aws:iam::${ACCOUNT}:role/operator"]
  endpoint: { publicRanges: [198.51.100.0/24] }
  network: { range: ${range}, nat: ${nat}, endpoints: all }
tls: { email: operator@example.org }
objectStore: { kind: s3 }
dns: { zone: example.org }
state: { backend: local, directory: ${JSON.stringify(state)} }
`;
