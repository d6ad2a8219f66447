/**
 * Before the gateway's entry point: loads its modules while the database starts, then waits for the variables, without which there is
 * nothing to start. So the two take as long as the longer of them.
 */
await Promise.all([
  import("../../services/api-gateway/src/app"),
  import("../../services/api-gateway/src/authentication/authenticator"),
  import("../../services/api-gateway/src/development/identity"),
  import("../../services/api-gateway/src/development/page"),
]);

process.once("disconnect", end);
Object.assign(process.env, await new Promise((done) => process.once("message", done)));
process.off("disconnect", end);

function end(): never {
  process.exit(1);
}

export {};
