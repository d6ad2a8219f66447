/**
 * A person in a browser, as far as a login goes: opens a link, follows redirects, keeps cookies, leaves each form as it is filled in and
 * presses one of its buttons.
 */
export class Browser {
  readonly #cookies = new Map<string, string>();

  /**
   * @param button value of the one to press where a form has it, such as a user's name; the first one else
   * @returns the text of the page on which nothing is left to press
   */
  async logIn(link: string, button: string): Promise<string> {
    let page = await this.#open(link);
    for (let forms = 0; forms < MAX_FORMS; forms++) {
      const form = formOf(page.html);
      if (form === undefined) return textOf(page.html);
      const pressed = form.buttons.find(([, value]) => value === button) ?? form.buttons[0] ?? [];
      const fields = new URLSearchParams([...form.fields, ...(pressed.length === 2 ? [pressed] : [])]);
      page = await this.#open(new URL(form.action, page.url).href, fields);
    }
    throw new Error(`after ${MAX_FORMS} forms there is still one: ${textOf(page.html)}`);
  }

  async #open(url: string, form?: URLSearchParams): Promise<{ url: string; html: string }> {
    let [place, body] = [url, form];
    for (let hops = 0; hops < MAX_HOPS; hops++) {
      const answer = await fetch(place, {
        redirect: "manual",
        method: body === undefined ? "GET" : "POST",
        headers: { accept: "text/html", cookie: [...this.#cookies].map((pair) => pair.join("=")).join("; ") },
        ...(body === undefined ? {} : { body }),
      });
      for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
      const html = await answer.text();
      const next = answer.headers.get("location");
      if (next === null) {
        if (!answer.ok) throw new Error(`${place} answers ${answer.status}: ${textOf(html)}`);
        return { url: place, html };
      }
      [place, body] = [new URL(next, place).href, undefined];
    }
    throw new Error(`${url} leads through more than ${MAX_HOPS} redirects`);
  }

  #keep(cookie: string): void {
    const [pair = "", ...attributes] = cookie.split(";");
    const [name = "", ...value] = pair.split("=");
    const gone = attributes.some((attribute) => /^\s*(max-age=0|expires=Thu, 01 Jan 1970)/i.test(attribute));
    if (gone) this.#cookies.delete(name.trim());
    else this.#cookies.set(name.trim(), value.join("="));
  }
}

const MAX_FORMS = 6;
const MAX_HOPS = 10;

type Form = {
  action: string;
  fields: [name: string, value: string][];
  buttons: [name: string, value: string][];
};

/** The first form of a page: where it goes, what its fields hold, and what its buttons stand for. */
export function formOf(html: string): Form | undefined {
  const [, attributes = "", inner = ""] = /<form\b([^>]*)>(.*?)<\/form>/is.exec(html) ?? [];
  if (inner === "") return undefined;
  const form: Form = { action: attributesOf(attributes).action ?? "", fields: [], buttons: [] };
  for (const [, tag = "", said = ""] of inner.matchAll(/<(input|button)\b([^>]*)>/gi)) {
    const { name, type = "", value = "", checked } = attributesOf(said);
    if (name === undefined || (/^(radio|checkbox)$/.test(type) && checked === undefined)) continue;
    const isButton = tag.toLowerCase() === "button" || type === "submit";
    (isButton ? form.buttons : form.fields).push([name, value]);
  }
  return form;
}

/** What a person reads of a page, in one line. */
export const textOf = (html: string): string =>
  decoded(html.replace(/<(style|script|title)\b.*?<\/\1>/gis, " ").replace(/<[^>]*>/g, " "))
    .replace(/\s+/g, " ")
    .trim();

const attributesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)].map(
      ([, name = "", double, single, bare]) => [name.toLowerCase(), decoded(double ?? single ?? bare ?? "")],
    ),
  );

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const decoded = (text: string) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
