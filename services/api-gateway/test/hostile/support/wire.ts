import { once } from "node:events";
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import type { FastifyInstance } from "fastify";
import type { Json } from "../../support/gateway";

export type Sent = {
  method: string;
  /** As it stands in the request line: nothing is made canonical. */
  path: string;
  token?: string | undefined;
  headers?: Record<string, string | string[]> | undefined;
  /** A body that is no text is sent as JSON. */
  body?: unknown;
};

export type Received = { status: number; headers: IncomingHttpHeaders; text: string; json: Json };

export type Wire = Awaited<ReturnType<typeof wireTo>>;

/** The app behind a real socket: inject would make paths canonical, and hide what node's parser and the connection do. */
export async function wireTo(app: FastifyInstance) {
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });

  async function send({ method, path, token, headers = {}, body }: Sent): Promise<Received> {
    const payload = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const going = request({
      agent,
      port,
      method,
      path,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(payload === undefined
          ? {}
          : { "content-type": "application/json", "content-length": String(Buffer.byteLength(payload)) }),
        ...headers,
      },
    });
    going.end(payload);
    const [answer] = await once(going, "response");
    const body_ = await text(answer);
    const isJson = String(answer.headers["content-type"]).startsWith("application/json");
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: body_,
      json: isJson && body_ !== "" ? JSON.parse(body_) : ({} as Json),
    };
  }

  return {
    port,
    send,
    open: () => socketTo(port),
    /** Writes bytes as they are, and reads until the server closes or `patience` milliseconds are over. */
    raw: async (bytes: string | Buffer, patience = 2_000): Promise<{ text: string; closed: boolean }> => {
      const { socket, read } = await socketTo(port);
      socket.write(bytes);
      const closed = await closes(socket, patience);
      socket.destroy();
      return { text: read(), closed };
    },
    end: () => agent.destroy(),
  };
}

async function socketTo(port: number): Promise<{ socket: Socket; read: () => string }> {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  socket.on("data", (part) => {
    received += part.toString("latin1");
  });
  socket.on("error", () => {});
  await once(socket, "connect");
  return { socket, read: () => received };
}

/** Whether the server closes it before `patience` milliseconds are over. */
export async function closes(socket: Socket, patience: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  // By an error as well, which `once` of node:events would throw.
  const closed = new Promise<boolean>((done) => socket.once("close", () => done(true)));
  const late = new Promise<boolean>((done) => {
    timer = setTimeout(done, patience, false);
  });
  return await Promise.race([closed, late]).finally(() => clearTimeout(timer));
}
