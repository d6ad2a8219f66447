import http, { type ClientRequest, type IncomingMessage } from "node:http";
import https, { type RequestOptions } from "node:https";
import { type ConnectionOptions, connect } from "node:tls";

/** A way in for requests that come from outside of the cluster: from the machine that runs the test, on the node's ports. */
export interface Client {
  readonly address: string;
  readonly port: number;
  readonly domain: string;
  /** Whose certificates it takes; undefined: those that the machine trusts. */
  readonly authority: string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** From the request to the answer's first byte. */
  readonly seconds: number;
}

const tls = ({ address, domain, authority }: Client) => ({
  host: address,
  servername: domain,
  ...(authority === undefined ? {} : { ca: authority }),
});

export function request(
  client: Client,
  path: string,
  headers: Record<string, string> = {},
  upload?: { parts: number; pause: number },
): Promise<Answer> {
  const length = upload && { "content-length": upload.parts * 1000 };
  return answerOf(
    https.request,
    {
      ...tls(client),
      port: client.port,
      path,
      method: upload ? "POST" : "GET",
      headers: { host: `${client.domain}:${client.port}`, ...headers, ...length },
    },
    upload,
  );
}

export const plain = ({ address, domain }: Client, port: number, path: string): Promise<Answer> =>
  answerOf(http.request, { host: address, port, path, headers: { host: domain } });

function answerOf(
  open: typeof https.request | typeof http.request,
  options: RequestOptions,
  upload?: { parts: number; pause: number },
): Promise<Answer> {
  const start = Date.now();
  return new Promise((resolve, reject) => {
    const sent = open({ ...options, agent: false }, (response) => {
      const seconds = (Date.now() - start) / 1000;
      let body = "";
      response.setEncoding("utf8").on("data", (part) => {
        body += part;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body, seconds }),
      );
      response.on("error", reject);
    });
    sent.on("error", reject);
    if (!upload) sent.end();
    else void send(sent, upload);
  });
}

async function send(sent: ClientRequest, { parts, pause }: { parts: number; pause: number }) {
  for (let part = 0; part < parts; part++) {
    if (part > 0) await new Promise((wait) => setTimeout(wait, pause));
    sent.write("x".repeat(1000));
  }
  sent.end();
}

/** What both ends agreed on, or why they did not. */
export const handshake = (client: Client, options: ConnectionOptions): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect({ ...tls(client), port: client.port, ALPNProtocols: ["h2"], ...options }, () => {
      resolve(`${socket.getProtocol()} ${socket.alpnProtocol}`);
      socket.destroy();
    });
    socket.on("error", (error) => resolve(`${(error as NodeJS.ErrnoException).code}: ${error.message}`));
  });
