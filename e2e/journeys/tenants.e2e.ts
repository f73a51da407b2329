import { everyPage } from "../a11y/visits";
import { visit } from "../fixtures/live-page";
import { expect, test } from "../fixtures/people";

/** Every page of an organization, from its folders in `app`. */
const PAGES = everyPage().filter(({ name }) => name.startsWith("/orgs/acme"));

test("every page of an organization is 404 for another tenant's owner", async ({ persona }) => {
  expect(PAGES.length).toBeGreaterThan(8);
  const insider = await persona("acme-owner");
  const outsider = await persona("globex-owner");
  for (const { address: addressFor, status } of PAGES) {
    const address = await addressFor(insider.request);
    const [inside, outside] = await Promise.all([insider.request.get(address), outsider.request.get(address)]);
    expect(inside.status(), `${address} for its owner`).toBe(status);
    expect(outside.status(), address).toBe(404);
    expect(await outside.text(), address).not.toContain("Olivia Berg");
  }
  await visit(outsider, "/orgs/acme/team");
  await expect(outsider.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
});

test("every page of an organization leads nobody to the sign-in page, and back", async ({ stranger, persona }) => {
  const page = await stranger();
  const insider = await persona("acme-owner");
  for (const { address: addressFor } of PAGES) {
    const address = await addressFor(insider.request);
    const answer = await page.request.get(address, { maxRedirects: 0 });
    expect(answer.status(), address).toBe(307);
    expect(answer.headers().location, address).toContain(`/sign-in?next=${encodeURIComponent(address)}`);
  }
});

test("a missing page and another tenant's page look the same", async ({ persona }) => {
  const page = await persona("globex-owner");
  for (const [theirs, nothing] of [
    ["/orgs/acme/team", "/orgs/no-such-organization/team"],
    ["/@acme/ui-kit", "/@acme/no-such-package"],
  ] as const) {
    const words: string[] = [];
    for (const address of [theirs, nothing]) {
      expect(await visit(page, address)).toBe(404);
      words.push((await page.getByRole("main").textContent()) ?? "");
    }
    expect(words[0]).toBe(words[1]);
  }
});
