/** Values that repeat what a chart says today and stay all the same, whichever component they are of. */
export interface Held {
  readonly paths: RegExp;
  readonly because: string;
}

/** One that nothing needs any more fails a run with `--reasons`. What only one component holds is an exemption beside it. */
export const held: readonly Held[] = [
  {
    paths: /securityContext\./i,
    because: "what a pod may do is said here, whatever a later chart allows it",
  },
  {
    paths: /(^|\.)\w*image\.(registry|repository|name|tag|digest)$|(^|\.)\w*image(Name)?$/i,
    because:
      "which image runs is said here, by the table of pins; an override and a mirror put another in its place",
  },
  {
    paths: /(^|\.)(size|instances|replicas)$/,
    because: "an environment file sets it, and may say what the chart says",
  },
  {
    paths: /resources\.(requests|limits)\.(cpu|memory)$/,
    because: "what a pod takes is said here, for all of a component together",
  },
];
