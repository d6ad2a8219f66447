import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a Postgres on a socket, over a port, that can be shut, become silent, and lead elsewhere. */
export async function wayTo(url: string) {
  let target = socketOf(url);
  let mode: "open" | "shut" | "silent" = "open";
  const pairs = new Set<[Socket, Socket]>();

  const server = createServer((near) => {
    near.on("error", () => {});
    if (mode === "shut") return void near.destroy();
    const far = connect(target);
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    far.on("error", () => near.destroy());
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on("data", (part) => {
        if (!silenced.has(pair)) other.write(part);
      });
      one.on("close", () => {
        if (!silenced.has(pair)) other.destroy();
        pairs.delete(pair);
      });
    }
    if (mode === "silent") silenced.add(pair);
  }).listen(0, "127.0.0.1");
  const silenced = new WeakSet<[Socket, Socket]>();
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    /** The database's URL by this way. */
    url: url.replace(/@\/([^?]*)\?.*/, `@127.0.0.1:${port}/$1`),
    /** New connections are refused, and those that are there end. */
    shut: () => {
      mode = "shut";
      for (const [near, far] of pairs) {
        near.destroy();
        far.destroy();
      }
    },
    /** Connections that are there never hear anything again, and nobody tells them; new ones are as good as ever, or as silent. */
    silence: (which: "old" | "all") => {
      mode = which === "all" ? "silent" : "open";
      for (const pair of pairs) silenced.add(pair);
    },
    open: (elsewhere = url) => {
      target = socketOf(elsewhere);
      mode = "open";
    },
    end: () => {
      for (const [near, far] of pairs) {
        near.destroy();
        far.destroy();
      }
      server.close();
    },
  };
}

const socketOf = (url: string) =>
  `${new URLSearchParams(url.slice(url.indexOf("?"))).get("host")}/.s.PGSQL.5432`;
