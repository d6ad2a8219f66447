/**
 * What the Pod Security level `restricted` demands, once, for the pods of every chart:
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export const restrictedContainer = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ["ALL"] },
} as const;

/** @param user numeric user id, for images that name none or name it by name */
export const restrictedPod = (user?: number, group = user) =>
  ({
    runAsNonRoot: true,
    ...(user === undefined ? {} : { runAsUser: user, runAsGroup: group }),
    seccompProfile: { type: "RuntimeDefault" },
  }) as const;

/** Requests and limits of a container; memory is never overcommitted, CPU may burst to the limit. */
export const resources = (cpu: { request: string; limit: string }, memory: string) => ({
  requests: { cpu: cpu.request, memory },
  limits: { cpu: cpu.limit, memory },
});
