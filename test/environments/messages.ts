import { EnvironmentError, loadEnvironments } from "../../environments/load";
import { folderWith } from "../support/environment-folder";

/** What the loader says about a folder of these files, a line each, without the folder's own path. */
export function complaints(files: Readonly<Record<string, string>>, only?: string): string[] {
  const folder = folderWith(files);
  try {
    loadEnvironments(folder, only);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message.replaceAll(`${folder}/`, "").split("\n");
    throw error;
  }
  return [];
}
