import Type from "typebox";
import { instant, ref, uri } from "./common";

const reason = Type.String({ description: "Why; whom it hits is told", minLength: 1, maxLength: 1000 });

export const SuspensionRequest = Type.Object({ reason }, { $id: "SuspensionT" });

export const SuspensionStatus = Type.Object(
  {
    account: uri("URN of the account"),
    reason,
    operator: uri("URN of the principal who suspended it"),
    since: instant("Since when"),
  },
  { $id: "SuspensionRT", description: "An account whose requests are refused" },
);

export const SuspensionList = Type.Object(
  { items: Type.Array(ref(SuspensionStatus)) },
  { $id: "SuspensionListRT", description: "All accounts whose requests are refused" },
);

export const OPERATOR = [SuspensionRequest, SuspensionStatus, SuspensionList];
