import Type from "typebox";
import { optional, strict, text } from "./parts";

/** What every cloud asks in the same words: from where its cluster's API may be asked. */
export const endpoint = optional(
  strict(
    {
      publicRanges: optional(
        Type.Array(text("cidr", "From where the API may be asked"), {
          minItems: 1,
          description:
            "Addresses outside that may ask the Kubernetes API. Default: none; it answers inside the network only",
        }),
      ),
    },
    "Who reaches the Kubernetes API",
  ),
);
