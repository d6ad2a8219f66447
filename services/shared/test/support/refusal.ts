import { ApiError } from "@ivcap/shared/errors";

/** The error of the API that `act` throws; anything else that it does fails the test. */
export function refusal(act: () => unknown): ApiError {
  try {
    act();
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}
