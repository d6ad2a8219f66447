/** A check that fails wherever it may, for one reason. What fails in one component only is an exemption beside it. */
export interface GeneralReason {
  readonly check: string;
  readonly because: string;
}

/** One that nothing needs any more fails a run with `--reasons`. */
export const general: readonly GeneralReason[] = [
  {
    check: "CKV_K8S_43", // Image should use digest
    because:
      "pins are release tags, one per release, readable in the table; a site that wants digests writes them under components.<name>.images, and its mirror holds what it copied",
  },
  {
    check: "CKV_K8S_15", // Image Pull Policy should be Always
    because:
      "a pin never moves, so that asking the registry at every start proves nothing, and a pod could not start while the registry is away",
  },
  {
    check: "CKV_K8S_38", // Service Account Tokens are only mounted where necessary
    because:
      "this check knows no accounts; the rule `token` of npm run render does, and refuses a token that no role is given to",
  },
  {
    check: "CKV_K8S_40", // Containers should run as a high UID
    because:
      "each runs as the user that its image is made for; the check is about files of the node, and no pod mounts any (rule `no host path`)",
  },
  {
    check: "CKV_K8S_35", // Prefer using secrets as files
    because:
      "the programs take them from variables; whoever could read those of a pod could read its files too, and no rights to exec are given for these namespaces",
  },
];
