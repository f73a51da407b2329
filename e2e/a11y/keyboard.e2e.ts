import type { Locator, Page } from "@playwright/test";
import { visit } from "../fixtures/live-page";
import { expect, foundOrganization, test } from "../fixtures/people";

const MOST_STOPS = 60;

/** Presses Tab until the control has the focus; fails when it is no stop of the page. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  const reached = () => control.evaluate((element) => element === document.activeElement);
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await reached()) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The keyboard does not reach ${control} within ${MOST_STOPS} stops`);
}

/** Expects Tab to stay inside the open dialog. */
async function expectTrapped(page: Page): Promise<void> {
  await expect(page.getByRole("dialog")).toBeVisible();
  for (let stop = 0; stop < 12; stop++) {
    await page.keyboard.press(stop % 3 === 2 ? "Shift+Tab" : "Tab");
    const inside = await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null);
    expect(inside, "the focus stays in the dialog").toBe(true);
  }
}

async function expectVisibleFocus(control: Locator): Promise<void> {
  const outline = await control.evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle === "none" ? 0 : Number.parseFloat(outlineWidth);
  });
  expect(outline, "the focus shows").toBeGreaterThanOrEqual(2);
}

test("a person creates a token without a mouse, and the focus never gets lost", async ({ newcomer }) => {
  const { page } = await newcomer();
  await visit(page, "/settings/tokens");
  const open = page.getByRole("button", { name: "Create token" });
  await tabTo(page, open);
  await expectVisibleFocus(open);
  await page.keyboard.press("Enter");
  await expectTrapped(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(open).toBeFocused();

  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Name")).toBeFocused();
  await page.keyboard.type("Keyboard");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "The new token" })).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: "I have copied it" }));
  await page.keyboard.press("Enter");
  await expect(open).toBeFocused();

  const revoke = page.getByRole("button", { name: "Revoke of Keyboard" });
  await tabTo(page, revoke);
  await page.keyboard.press("Enter");
  await expectTrapped(page);
  await page.keyboard.press("Escape");
  await expect(revoke).toBeFocused();
});

test("people are invited, and roles opened, without a mouse", async ({ newcomer }) => {
  const owner = await newcomer();
  await foundOrganization(owner);
  const { page } = owner;
  const open = page.getByRole("button", { name: "Invite people" });
  await tabTo(page, open);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("E-mail address")).toBeFocused();
  await expectTrapped(page);
  await page.keyboard.press("Escape");
  await expect(open).toBeFocused();

  const role = page.getByRole("button", { name: /^Change the role of/ });
  await tabTo(page, role);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitemradio", { name: /^Owner/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(role).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitemradio", { name: /^Owner/ })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitemradio", { name: /^Admin/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("Change your own role?");
  await page.keyboard.press("Escape");
  await expect(role).toBeFocused();
});

test("a confirmation that asks for a name opens, refuses, and gives the focus back", async ({ newcomer }) => {
  const owner = await newcomer();
  const handle = await foundOrganization(owner);
  const { page } = owner;
  await visit(page, `/orgs/${handle}/settings`);
  const wish = page.getByLabel("Handle", { exact: true });
  await tabTo(page, wish);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(`${handle}-2`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByRole("textbox")).toBeFocused();
  await page.keyboard.type("something else");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog"), "the wrong name confirms nothing").toBeVisible();
  await expectTrapped(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(wish).toBeFocused();
});

test("a plan is quoted, chosen otherwise and paid without a mouse", async ({ newcomer }) => {
  const { page } = await newcomer();
  await visit(page, "/billing/checkout?plan=pro&interval=month");
  const ask = page.getByRole("button", { name: "Review cost" });
  await tabTo(page, ask);
  await page.keyboard.press("Enter");
  const quote = page.getByRole("group", { name: "Quote", exact: true });
  await expect(quote).toBeFocused();
  const otherwise = quote.getByRole("button", { name: "Change selection" });
  await tabTo(page, otherwise);
  await page.keyboard.press("Enter");
  await expect(ask, "the focus comes back with the form").toBeFocused();
  await page.keyboard.press("Enter");
  await expect(quote).toContainText("29.00 USD");
  await tabTo(page, quote.getByRole("button", { name: "Continue to payment" }));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/pages/checkout/**");
  for (const [label, text] of [
    ["Card number", "4242 4242 4242 4242"],
    ["Expiry (MM / YY)", "12 / 39"],
    ["CVC", "123"],
    ["Name on card", "Ada Quist"],
  ] as const) {
    await tabTo(page, page.getByLabel(label, { exact: true }));
    await page.keyboard.type(text);
  }
  await page.keyboard.press("Enter");
  await page.waitForURL("**/billing/success?**");
  await expect(page.getByRole("main")).toContainText("Pro is yours.");
});

test("the command menu jumps by keyboard from anywhere", async ({ persona }) => {
  const page = await persona("acme-owner");
  await visit(page, "/orgs/acme/overview");
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type("billing");
  await expect(page.getByRole("combobox", { name: "Search or jump to" })).toHaveValue("billing");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/orgs\/acme\/billing$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Billing");
});

test("on a phone the sections open in a drawer that gives the focus back", async ({ persona }) => {
  const page = await persona("acme-owner");
  await page.setViewportSize({ width: 390, height: 844 });
  await visit(page, "/orgs/acme/overview");
  const open = page.getByRole("button", { name: "Open navigation" });
  await tabTo(page, open);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByRole("link", { name: "Team" })).toBeVisible();
  await expectTrapped(page);
  await page.keyboard.press("Escape");
  await expect(open).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("link", { name: "Team" }).click();
  await expect(page).toHaveURL(/\/orgs\/acme\/team$/);
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("rows of a table are walked with j and k, and opened with enter", async ({ persona }) => {
  const page = await persona("acme-owner");
  await visit(page, "/orgs/acme/packages");
  const rows = page.getByRole("table", { name: "Packages of Acme" }).locator("tr[data-row]");
  await page.keyboard.press("j");
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press("j");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(rows.first()).toBeFocused();
  const name = (await rows.first().getByRole("link").first().textContent()) ?? "";
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`${name.trim()}$`));
});
