import { connect } from "@ivcap/shared/database/connect";
import { readAspect } from "@ivcap/shared/records/aspects";
import { readService } from "@ivcap/shared/records/services";
import fastify from "fastify";

/** What the gateway cannot do without: fastify as it comes, and the same reads of the same database. */
const database = connect(process.env.DATABASE_URL ?? "");
const app = fastify();
type Params = { Params: { id: string } };
const uuidOf = (id: string) => id.slice(id.lastIndexOf(":") + 1);

app.get<Params>("/1/services/:id", ({ params }) => readService(database, uuidOf(params.id)));
app.get<Params>("/1/aspects/:id", ({ params }) => readAspect(database, uuidOf(params.id)));

process.on("disconnect", () => process.exit());
void app.listen({ host: "127.0.0.1", port: 0 }).then((listening) => process.send?.({ listening }));
