/** The one class of every volume we ask for, of the same name on every target. */
export const storageClassName = "ivcap-data";
