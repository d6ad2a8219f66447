import { ApiError } from "@ivcap/shared/errors";

/** The error of the API that something ends with; anything else fails the test. */
export async function refusal(answer: Promise<unknown>): Promise<ApiError> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}
