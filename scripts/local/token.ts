import { keyIn } from "../../services/api-gateway/src/development/key";
import { mintDevelopmentToken } from "../../services/api-gateway/src/development/token";
import { CommandError } from "../support/cli";
import { type Files, writeWhole } from "./files";
import { USER } from "./user";

/** A working day, wherever it begins. */
const SECONDS = 24 * 3_600;

/**
 * A token of the development identity, which the gateway takes because both use the key in the data folder.
 * @throws CommandError where that file holds no key
 */
export async function makeToken(files: Files): Promise<string> {
  const key = await keyIn(files.developmentKey).catch((error: Error) => {
    throw new CommandError(error.message);
  });
  const token = await mintDevelopmentToken(key, USER, { seconds: SECONDS });
  writeWhole(files.token, token);
  return token;
}
