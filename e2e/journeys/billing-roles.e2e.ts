import type { Page } from "@playwright/test";
import { figure, payByCard, typeCard, untilSaid } from "../fixtures/billing";
import { askWhy, visit } from "../fixtures/live-page";
import { expect, foundOrganization, test } from "../fixtures/people";

const ACME = "/orgs/acme/billing";

/** The link addresses in one column of the invoices. */
async function filesOf(page: Page): Promise<{ pdf: string; csv: string }> {
  const row = page.getByRole("table", { name: "List of invoices" }).locator("tbody tr").first();
  const href = (name: RegExp) => row.getByRole("link", { name }).getAttribute("href");
  return { pdf: (await href(/^PDF/)) ?? "", csv: (await href(/^CSV/)) ?? "" };
}

test("an auditor sees all of billing and can press none of it, with the reason", async ({ persona }) => {
  const page = await persona("acme-auditor");
  await visit(page, ACME);
  await expect(figure(page, "Plan")).toContainText("Team");
  await expect(figure(page, "Seats")).toContainText("5 purchased");
  await expect(page.getByRole("table", { name: "List of invoices" }).locator("tbody tr").first()).toContainText("paid");
  for (const name of [
    "Cancel plan",
    "Switch to yearly",
    "Change seats",
    "Open payment portal",
    "Update card",
    "Change details",
  ]) {
    const popover = await askWhy(page.getByRole("button", { name: new RegExp(`^${name}`) }).first());
    await expect(popover).toContainText("You are auditor here; this needs owner or billing.");
    await expect(popover).toContainText("Ask Olivia Berg.");
    await page.keyboard.press("Escape");
    await expect(popover).toBeHidden();
  }
  for (const kind of ["seats", "interval", "cancel"]) {
    await visit(page, `${ACME}/change/${kind}`);
    await expect(page.getByRole("main")).toContainText("Your role cannot change billing");
    await expect(page.getByRole("main").getByRole("button", { name: /cost|cancel|pay/i })).toHaveCount(0);
  }
  await visit(page, ACME);
  const { pdf } = await filesOf(page);
  expect((await page.request.get(pdf)).status(), "who sees the invoice may have its document").toBe(200);
});

test("a member is told whose billing is, a stranger finds nothing", async ({ persona, newcomer, stranger }) => {
  const owner = await persona("acme-owner");
  await visit(owner, ACME);
  const { pdf, csv } = await filesOf(owner);
  const member = await persona("acme-member");
  for (const path of [ACME, `${ACME}/change/cancel`, `${ACME}/checkout?plan=team`]) {
    await visit(member, path);
    await expect(member.getByRole("main"), path).toContainText(/Your role cannot (view|change) billing/);
  }
  await expect(member.getByRole("main")).not.toContainText("USD");
  for (const path of [pdf, csv, `${ACME}/invoices/csv`]) {
    expect((await member.request.get(path)).status(), path).toBe(403);
  }
  const { page: outsider } = await newcomer();
  expect(await visit(outsider, ACME)).toBe(404);
  for (const path of [pdf, csv, `${ACME}/invoices/csv`, pdf.replace("/orgs/acme", "")]) {
    expect((await outsider.request.get(path)).status(), path).toBe(404);
  }
  const nobody = await stranger();
  expect((await nobody.request.get(pdf, { maxRedirects: 0 })).status()).not.toBe(200);
});

test("an invoice comes as a PDF and its lines as CSV, which add up to it", async ({ persona }) => {
  const page = await persona("acme-billing");
  await visit(page, ACME);
  const { pdf, csv } = await filesOf(page);
  const document = await page.request.get(pdf);
  expect(document.headers()["content-type"]).toBe("application/pdf");
  expect((await document.body()).subarray(0, 5).toString()).toBe("%PDF-");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download all lines (CSV)" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);

  const answer = await page.request.get(csv);
  expect(answer.headers()["content-type"]).toContain("text/csv");
  const [head = "", ...lines] = (await answer.text()).trim().split("\r\n");
  const place = head.split(",").indexOf("amount without tax");
  const cents = lines.reduce((sum, line) => sum + Math.round(Number(line.split(",")[place]) * 100), 0);
  const total = page.getByRole("table", { name: "List of invoices" }).locator("tbody tr").first();
  await expect(total).toContainText(`${(cents / 100).toFixed(2)} USD`);
});

test("the portal takes another card, and the page says which at once", async ({ newcomer }) => {
  test.slow();
  const owner = await newcomer();
  const { page } = owner;
  const handle = await foundOrganization(owner);
  const billing = `/orgs/${handle}/billing`;
  await visit(page, `${billing}/checkout?plan=team&interval=year`);
  await page.getByRole("button", { name: "Review cost" }).click();
  await expect(page.getByRole("main")).toContainText("nothing is charged now");
  await page.getByRole("button", { name: "Continue to the card" }).click();
  await page.waitForURL("**/pages/checkout/**");
  await payByCard(page, "Start trial");
  await page.waitForURL(`**${billing}/success?**`);
  await expect(page.getByRole("main")).toContainText("The first charge comes on");
  await visit(page, billing);
  await expect(figure(page, "Plan")).toContainText("Trial");
  await expect(page.getByRole("main")).toContainText("Visa ending in 4242");

  await page.getByRole("button", { name: "Update card" }).first().click();
  await page.waitForURL("**/pages/portal/**");
  await typeCard(page, "5555 5555 5555 4444");
  await page.getByRole("button", { name: "Add card" }).click();
  await page.waitForURL((url) => url.pathname === billing);
  await untilSaid(page, billing, page.getByRole("main"), "Mastercard ending in 4444");

  await page.getByRole("link", { name: "End trial now" }).click();
  await page.getByRole("button", { name: "End trial and pay 570.00 USD" }).click();
  await page.waitForURL((url) => url.pathname === billing);
  await expect(figure(page, "Plan")).toContainText("Active");
  await expect(figure(page, "Price")).toContainText("3 seats at 190.00 USD");
});
