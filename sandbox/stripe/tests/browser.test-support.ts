/** A browser without scripts: opens pages, fills forms, and follows no redirect by itself. */
export type Seen = { url: string; status: number; html: string; location: string | null };

async function see(url: string, init: RequestInit): Promise<Seen> {
  const answer = await fetch(url, { ...init, redirect: "manual" });
  const location = answer.headers.get("location");
  const absolute = location === null ? null : new URL(location, url).href;
  return { url, status: answer.status, html: await answer.text(), location: absolute };
}

export function visit(url: string): Promise<Seen> {
  return see(url, { method: "GET" });
}

/** What a reader sees: the page without its markup. */
export function wordsOf({ html }: Seen): string {
  const plain = html.replace(/<style>[\s\S]*?<\/style>/g, "").replace(/<[^>]+>/g, " ");
  const entities: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
  return plain.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity).replace(/\s+/g, " ");
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
}

/** The fields of the form that holds the button of this action, as a browser would send them. */
function formWith(seen: Seen, action: string): { url: string; fields: Record<string, string> } {
  const forms = seen.html.match(/<form[\s\S]*?<\/form>/g) ?? [];
  const found = forms.find((form) => form.includes(`name="action" value="${action}"`)) ?? forms[0];
  if (found === undefined) throw new Error(`No form: ${wordsOf(seen)}`);
  const [tag = ""] = /<form[^>]*>/.exec(found) ?? [];
  const id = attribute(tag, "id");
  const outside = id === undefined ? [] : (seen.html.match(new RegExp(`<input[^>]*form="${id}"[^>]*>`, "g")) ?? []);
  const fields: Record<string, string> = {};
  for (const input of [...(found.match(/<input[^>]*>/g) ?? []), ...outside]) {
    const name = attribute(input, "name");
    const unchecked = attribute(input, "type") === "radio" && !/\schecked/.test(input);
    if (name !== undefined && !unchecked) fields[name] = attribute(input, "value") ?? "";
  }
  for (const select of found.match(/<select[\s\S]*?<\/select>/g) ?? []) {
    const name = attribute(select, "name");
    const options = select.match(/<option[^>]*>/g) ?? [];
    const chosen = options.find((option) => /\sselected/.test(option)) ?? options[0] ?? "";
    if (name !== undefined) fields[name] = attribute(chosen, "value") ?? "";
  }
  return { url: new URL(attribute(tag, "action") ?? "", seen.url).href, fields };
}

/** Presses the button of `action` after filling in `typed`. */
export function press(seen: Seen, action: string, typed: Record<string, string> = {}): Promise<Seen> {
  const { url, fields } = formWith(seen, action);
  const body = new URLSearchParams({ ...fields, ...typed, action });
  return see(url, { method: "POST", body });
}

export function follow(seen: Seen): Promise<Seen> {
  if (seen.location === null) throw new Error(`No redirect: ${wordsOf(seen)}`);
  return visit(seen.location);
}

/** A card form, filled. */
export function card(number = "4242 4242 4242 4242"): Record<string, string> {
  return { number, expiry: "12 / 34", cvc: "123", name: "Ada Owner", country: "US", postal_code: "94107" };
}
