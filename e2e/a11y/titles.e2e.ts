import { expect, test } from "../fixtures/people";
import { everyPage } from "./visits";

function titleIn(html: string): string {
  const found = [...html.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title = ""]) => title);
  expect(found, "one title").toHaveLength(1);
  return found[0] ?? "";
}

test("every page has a title of its own, which ends with the product's name", async ({ stranger, persona }) => {
  const nobody = await stranger();
  const member = await persona("acme-owner");
  const addressOf = new Map<string, string>();
  for (const { who, status, address } of everyPage()) {
    const { request } = who === null ? nobody : member;
    const asked = await address(request);
    const answer = await request.get(asked);
    expect(answer.status(), answer.url()).toBe(status);
    // An address that leads on to a page is not another page.
    const arrived = new URL(answer.url());
    if (status !== 200 || new URL(asked, arrived).pathname !== arrived.pathname) continue;
    const title = titleIn(await answer.text());
    expect(title, answer.url()).toMatch(/^(Packhouse\b.*|.+ · Packhouse)$/);
    expect(addressOf.get(title) ?? answer.url(), `two pages are called “${title}”`).toBe(answer.url());
    addressOf.set(title, answer.url());
  }
  expect(addressOf.size).toBeGreaterThan(30);
});
