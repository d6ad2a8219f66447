import type { Exemption } from "../../constructs/exemption";
import type { FailedCheck } from "./run";

/** Checks that ask what a rule of `npm run render` asks: an exemption from the rule, with its reason, covers them too. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  "non-root": ["CKV_K8S_6", "CKV_K8S_23"],
  "read-only root": ["CKV_K8S_22"],
  // The last two ask for any security context at all.
  "no escalation": ["CKV_K8S_16", "CKV_K8S_20", "CKV_K8S_29", "CKV_K8S_30"],
  seccomp: ["CKV_K8S_31"],
  "no capabilities": ["CKV_K8S_25", "CKV_K8S_28", "CKV_K8S_37"],
  resources: ["CKV_K8S_10", "CKV_K8S_11", "CKV_K8S_12", "CKV_K8S_13"],
  "pinned image": ["CKV_K8S_14"],
  "no host port": ["CKV_K8S_26"],
  "no host namespace": ["CKV_K8S_17", "CKV_K8S_18", "CKV_K8S_19"],
  token: ["CKV_K8S_38"],
};

/** Whether that exemption from a rule is about the object of a failed check, and asks the same. */
export function asksTheSame({ rule, where }: Exemption, check: FailedCheck): boolean {
  const [object = ""] = where.split(" "); // a container's name follows
  const [kind, , name] = check.where.split(".");
  return object === `${kind}/${name}` && (RULES[rule]?.includes(check.rule) ?? false);
}
