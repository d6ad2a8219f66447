/** A role in one namespace and its binding to one account, which may live in another. */
export function bound(
  name: string,
  namespace: string,
  account: { name: string; namespace: string },
  rules: object[],
) {
  const api = "rbac.authorization.k8s.io";
  return [
    { apiVersion: `${api}/v1`, kind: "Role", metadata: { name, namespace }, rules },
    {
      apiVersion: `${api}/v1`,
      kind: "RoleBinding",
      metadata: { name, namespace },
      roleRef: { apiGroup: api, kind: "Role", name },
      subjects: [{ kind: "ServiceAccount", ...account }],
    },
  ];
}
