import type { Files } from "./files";
import { shown } from "./folder";
import { USER } from "./user";

interface Started {
  readonly url: string;
  readonly token: string;
  readonly files: Files;
  readonly data: string;
  readonly seconds: number;
}

/** What a person who starts local mode needs next; every command can be pasted. */
export function greeting({ url, token, files, data, seconds }: Started): string {
  const inFile = shown(files.token);
  return `
IVCAP runs on this machine: ${url}   (ready in ${seconds.toFixed(1)} s)

token of ${USER}, good for a day and for this machine alone; also in ${inFile}
${token}

try
  curl -H "Authorization: Bearer $(cat ${inFile})" ${url}/1/services
  ivcap context create local ${url} && ivcap context login
  ivcap service list

Data is in ${shown(data)}, the gateway's log in ${shown(files.log)}. Ctrl-C stops everything.
`;
}
