/** Labels of every object that Terraform makes itself: https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export const commonLabels = {
  "app.kubernetes.io/managed-by": "ivcap-platform",
  "app.kubernetes.io/part-of": "ivcap",
} as const;
