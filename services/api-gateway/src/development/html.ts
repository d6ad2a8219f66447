import { DEVELOPMENT_USERS } from "./users";

const page = (body: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>IVCAP on this machine: log in</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 30rem; margin: 3rem auto; padding: 0 1rem }
  input, button { font: inherit; padding: .5rem .8rem; margin: .2rem 0; width: 100%; box-sizing: border-box }
  small { color: #555 }
</style>
${body}
</html>
`;

/** Which code, and as whom. `code` holds letters, digits and dashes only. */
export const question = (code: string, unknown: boolean): string =>
  page(`<h1>Log in</h1>
${unknown ? `<p role="alert"><strong>No login waits for this code</strong>: it was mistyped, has ended, or took too long.</p>` : ""}
<form method="post">
  <p><label>The code that your device shows<br><input name="user_code" required autocomplete="off" value="${code}"></label></p>
  <p>Go on as</p>
  ${Object.entries(DEVELOPMENT_USERS)
    .map(([name, { name: full }]) => `<button name="user" value="${name}">${name}, ${full}</button>`)
    .join("\n  ")}
  <p><button name="user" value="">I did not ask for this: deny</button></p>
</form>
<p><small>These users exist on this machine only and have no passwords.</small></p>`);

export const ended = (user: string): string =>
  page(
    user === ""
      ? "<h1>Denied</h1>\n<p>The device is told so. You can close this page.</p>"
      : `<h1>You are ${user}</h1>\n<p>The device goes on by itself. You can close this page.</p>`,
  );
