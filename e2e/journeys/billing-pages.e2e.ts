import type { Page } from "@playwright/test";
import { live, visit } from "../fixtures/live-page";
import { acceptInvitation, expect, foundOrganization, invite, test } from "../fixtures/people";

const GOOD_CARD = "4242424242424242";

/** Fills the provider's page and comes back to ours. */
async function pay(page: Page, handle: string): Promise<void> {
  await page.waitForURL(/\/pages\/checkout\//);
  await page.locator('input[name="number"]').fill(GOOD_CARD);
  await page.locator('input[name="expiry"]').fill("12/40");
  await page.locator('input[name="cvc"]').fill("123");
  await page.locator('input[name="name"]').fill("Ada Example");
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await page.waitForURL(`**/orgs/${handle}/billing/success?*`);
  await live(page);
}

async function quoteFor(page: Page, handle: string, seats: number): Promise<void> {
  await visit(page, `/orgs/${handle}/billing/change/seats`);
  await page.getByLabel("Seats from then on").fill(String(seats));
  await page.getByRole("button", { name: "Show what it costs" }).click();
  await expect(page.getByText("Due now").first()).toBeVisible();
}

/** Agrees to the quote on the page and comes back to Billing. */
async function agree(page: Page, name: string | RegExp, handle: string): Promise<void> {
  await page.getByRole("button", { name }).click();
  await page.waitForURL(`**/orgs/${handle}/billing`);
  await expect(page.getByRole("table", { name: "List of invoices" })).toBeVisible({ timeout: 20_000 });
  await live(page);
}

test("a plan is bought for what was quoted, and everything of it stands on the Billing page", async ({ newcomer }) => {
  test.setTimeout(180_000);
  const owner = await newcomer();
  const handle = await foundOrganization(owner);
  const { page } = owner;
  await visit(page, `/orgs/${handle}/billing`);
  await page.getByRole("main").getByRole("link", { name: "Buy Team" }).first().click();
  await page.getByRole("radio", { name: "Now" }).check();
  await page.getByRole("button", { name: "Show what it costs" }).click();
  await expect(page.getByRole("main")).toContainText("57.00 USD");
  await page.getByRole("button", { name: "Continue to payment" }).dblclick();
  await pay(page, handle);
  await expect(page.getByRole("main")).toContainText("Team is yours.");

  await page.getByRole("link", { name: "Open Billing" }).click();
  const invoices = page.getByRole("table", { name: "List of invoices" });
  await expect(invoices.getByRole("row")).toHaveCount(2);
  await expect(invoices).toContainText("57.00 USD");
  await expect(page.getByRole("main")).toContainText("Visa ending in 4242");
  await expect(page.getByRole("table", { name: "Lines of the upcoming invoice" })).toContainText("57.00 USD");
  await expect(page.getByRole("table", { name: "Cost by feature" })).toContainText("57.00 USD");

  const pdf = page.waitForEvent("download");
  await invoices.getByRole("link", { name: /^PDF/ }).click();
  expect((await pdf).suggestedFilename()).toMatch(/\.pdf$/);
  const csv = await page.request.get(`/orgs/${handle}/billing/invoices/csv`);
  expect(await csv.text()).toContain(",57.00,USD,");
});

test("seats are quoted, charged to the cent, planned and taken back; a cancellation is undone", async ({
  newcomer,
}) => {
  test.setTimeout(180_000);
  const owner = await newcomer();
  const handle = await foundOrganization(owner);
  const { page } = owner;
  await visit(page, `/orgs/${handle}/billing/checkout?plan=team`);
  await page.getByRole("radio", { name: "Now" }).check();
  await page.getByRole("button", { name: "Show what it costs" }).click();
  await page.getByRole("button", { name: "Continue to payment" }).click();
  await pay(page, handle);

  await quoteFor(page, handle, 5);
  const button = /^Change seats and pay /;
  const quoted = /pay (.*)$/.exec((await page.getByRole("button", { name: button }).textContent()) ?? "")?.[1] ?? "";
  await agree(page, button, handle);
  const newest = page.getByRole("table", { name: "List of invoices" }).getByRole("row").nth(1);
  await expect(newest).toContainText(quoted);
  await expect(page.getByRole("main")).toContainText("5 purchased");

  await quoteFor(page, handle, 3);
  await agree(page, "Change seats", handle);
  await expect(page.getByRole("main")).toContainText("A change is planned.");
  await page.getByRole("link", { name: "Undo planned change" }).click();
  await agree(page, "Withdraw planned change", handle);
  await expect(page.getByRole("main")).not.toContainText("A change is planned.");

  await visit(page, `/orgs/${handle}/billing/change/cancel`);
  await agree(page, "Cancel plan", handle);
  const banner = page.getByRole("region", { name: "State of the account" });
  await expect(banner).toContainText("Team was cancelled.");
  await banner.getByRole("link", { name: "Keep plan" }).click();
  await agree(page, "Keep plan", handle);
  await expect(banner).toBeHidden();
});

test("who may only look sees everything and who can change it; a stranger sees nothing", async ({ newcomer }) => {
  test.setTimeout(120_000);
  const [owner, auditor, outsider] = [await newcomer(), await newcomer(), await newcomer()];
  const handle = await foundOrganization(owner);
  await invite(owner.page, auditor.email, "Auditor");
  await acceptInvitation(auditor, handle);
  await visit(auditor.page, `/orgs/${handle}/billing`);
  const buy = auditor.page
    .getByRole("main")
    .getByRole("button", { name: /^Buy Team/ })
    .first();
  await expect(buy).toHaveAttribute("aria-disabled", "true");
  await buy.press("Enter");
  await expect(auditor.page.getByRole("dialog")).toContainText("this needs owner or billing");
  await visit(auditor.page, `/orgs/${handle}/billing/checkout?plan=team`);
  await expect(auditor.page.getByRole("main")).toContainText("Your role does not change billing");
  for (const path of ["billing", "billing/checkout", "billing/invoices/csv", "billing/invoices/in_none/pdf"]) {
    expect((await outsider.page.request.get(`/orgs/${handle}/${path}`)).status(), path).toBe(404);
  }
});
