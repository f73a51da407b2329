import type { Page } from "@playwright/test";
import {
  agree,
  askPrice,
  askSeats,
  banner,
  CARD,
  day,
  dollars,
  dueNow,
  figure,
  ledgerOf,
  money,
  payByCard,
  quoted,
} from "../fixtures/billing";
import { visit } from "../fixtures/live-page";
import { expectMails } from "../fixtures/mailbox";
import { expect, foundOrganization, invite, newAddress, test } from "../fixtures/people";
import { createToken } from "../fixtures/tokens";

const SEAT = 1_900;
const SEAT_A_YEAR = 19_000;

/** From the trial's banner by the quote to the provider's page, with this number of seats from now on. */
async function toPayment(page: Page, handle: string, seats: number): Promise<void> {
  await visit(page, `/orgs/${handle}/billing`);
  await banner(page).getByRole("link", { name: "Choose plan" }).click();
  await page.getByRole("link", { name: "Buy Team" }).last().click();
  await page.waitForURL("**/billing/checkout?**");
  await askPrice(page, { interval: "Monthly", seats, start: "Now" });
  expect(await dueNow(page)).toBe(seats * SEAT);
  await expect(quoted(page, "Later")).toContainText(`${money(seats * SEAT)} a month, without tax`);
  await page.getByRole("button", { name: "Continue to payment" }).dblclick();
  await page.waitForURL("**/pages/checkout/**");
}

test("a trial becomes a paid team: the declined card costs nothing, the charge is what was quoted", async ({
  newcomer,
}) => {
  test.slow();
  const owner = await newcomer();
  const { page } = owner;
  const handle = await foundOrganization(owner);
  const billing = `/orgs/${handle}/billing`;
  const token = await createToken(page, "Books", ["read", "billing:read"]);
  const ledger = ledgerOf(page.request, token, handle);
  await visit(page, billing);
  await expect(banner(page)).toContainText("Team trial.");
  await expect(figure(page, "Next date")).toContainText(day((await ledger.status()).until));
  await expect(figure(page, "Price")).toContainText("Nothing is charged.");

  await toPayment(page, handle, 4);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Subscribe to");
  await payByCard(page, `Pay ${dollars(4 * SEAT)}`, CARD.declined);
  await expect(page.getByRole("alert")).toContainText("declined");
  expect(await ledger.status()).toMatchObject({ state: "trial", invoices: { total: 0 } });

  await payByCard(page, `Pay ${dollars(4 * SEAT)}`);
  await page.waitForURL(`**${billing}/success?**`);
  await expect(page.getByRole("main")).toContainText("4 seats. It renews on");
  await expect(banner(page), "what stands around the page has heard of it too").toHaveCount(0);
  const { subscription, invoices } = await ledger.status();
  await expect(page.getByRole("main")).toContainText(`It renews on ${day(subscription?.periodEnd)}`);
  expect(subscription).toMatchObject({ status: "active", seats: 4, recurringAmount: 4 * SEAT });
  expect(invoices.rows).toMatchObject([{ status: "paid", total: 4 * SEAT, amountRemaining: 0 }]);

  await page.getByRole("link", { name: "Open Billing" }).click();
  await expect(figure(page, "Plan")).toContainText("Active");
  await expect(figure(page, "Price")).toContainText("76.00 USD");
  await expect(figure(page, "Price")).toContainText("4 seats at 19.00 USD");
  await expect(figure(page, "Seats")).toContainText("0 reserved · 4 purchased");
  await expect(figure(page, "Next date")).toContainText(day(subscription?.periodEnd));
  await expect(banner(page)).toHaveCount(0);
  await expect(page.getByRole("main")).toContainText("Visa ending in 4242");
  for (const name of ["List of invoices", "Lines of the upcoming invoice", "Cost by feature"]) {
    await expect(page.getByRole("table", { name }), name).toContainText("76.00 USD");
  }
  await expectMails(page.request, owner.email, /has Team$/);
  expect(await expectMails(page.request, owner.email, /^Receipt for .*: 76\.00 USD$/)).toContain("76.00 USD");
});

test("the back button and a second tab lead to one subscription", async ({ newcomer }) => {
  test.slow();
  const owner = await newcomer();
  const { page } = owner;
  const handle = await foundOrganization(owner);
  const billing = `/orgs/${handle}/billing`;
  const token = await createToken(page, "Books", ["read", "billing:read"]);
  const ledger = ledgerOf(page.request, token, handle);
  await toPayment(page, handle, 3);
  const first = page.url();
  await page.goBack();
  await toPayment(page, handle, 3);
  const second = await page.context().newPage();
  await toPayment(second, handle, 5);
  await payByCard(second, `Pay ${dollars(5 * SEAT)}`);
  await second.waitForURL(`**${billing}/success?**`);
  await expect(second.getByRole("main")).toContainText("5 seats. It renews on");

  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Checkout expired");
  await page.goto(first);
  await expect(page.getByRole("button", { name: /^Pay / })).toHaveCount(0);
  await visit(page, `${billing}/checkout?plan=team&interval=month`);
  await askPrice(page, { interval: "Monthly", seats: 5 });
  await expect(page.getByRole("main")).toContainText("has a subscription already");
  const { subscription, invoices } = await ledger.status();
  expect(subscription).toMatchObject({ status: "active", seats: 5 });
  expect(invoices).toMatchObject({ total: 1, rows: [{ total: 5 * SEAT }] });
});

test("seats grow at once for the quoted difference, shrink at the period's end, and never below those in use", async ({
  newcomer,
}) => {
  test.slow();
  const owner = await newcomer();
  const { page } = owner;
  const handle = await foundOrganization(owner);
  const billing = `/orgs/${handle}/billing`;
  const ledger = ledgerOf(page.request, await createToken(page, "Books", ["read", "billing:read"]), handle);
  await toPayment(page, handle, 3);
  await payByCard(page, `Pay ${dollars(3 * SEAT)}`);
  await page.waitForURL(`**${billing}/success?**`);

  await askSeats(page, billing, 6);
  const difference = await dueNow(page);
  expect(difference).toBeGreaterThan(0);
  expect(difference).toBeLessThanOrEqual(3 * SEAT);
  await expect(page.getByRole("list", { name: "What changes" })).toContainText("6 seats instead of 3");
  await agree(page, `Change seats and pay ${money(difference)}`, billing);
  await expect(page.getByText(`${money(difference)} were charged.`)).toBeVisible();
  await expect(figure(page, "Seats")).toContainText("6 purchased");
  await expect(figure(page, "Price")).toContainText(money(6 * SEAT));
  const [invoice] = (await ledger.status()).invoices.rows;
  expect(invoice).toMatchObject({ status: "paid", total: difference, amountRemaining: 0 });
  await visit(page, `${billing}/invoices/${invoice?.id}`);
  const lines = page.getByRole("table", { name: /^Lines of invoice/ });
  await expect(lines.getByText("prorated").first()).toBeVisible();
  await expect(lines.getByRole("row", { name: /^Total/ })).toContainText(money(difference));

  await visit(page, `/orgs/${handle}/team`);
  const invited = [newAddress(), newAddress(), newAddress(), newAddress()];
  for (const address of invited) await invite(page, address);
  await askSeats(page, billing, 3);
  await expect(page.getByRole("main")).toContainText("5 seats are used or reserved. With 3, there would be none for");
  await expect(page.getByRole("main")).toContainText(`${invited[3]} (invited)`);
  await page.getByLabel("New number of seats").fill("5");
  await page.getByRole("button", { name: "Review cost" }).click();
  const end = day((await ledger.status()).subscription?.periodEnd);
  expect(await quoted(page, "Due now").locator("b").textContent()).toBe(money(0));
  await expect(quoted(page, "Takes effect")).toHaveText(end);
  await expect(quoted(page, "Later")).toContainText(`${money(5 * SEAT)} a month`);
  await agree(page, "Change seats", billing);
  await expect(page.getByText("A change is planned.")).toBeVisible();
  await expect(page.getByText(`From ${end}: 5 seats`)).toBeVisible();
  await expect(figure(page, "Seats")).toContainText("6 purchased");
  await page.getByRole("link", { name: "Withdraw planned change" }).click();
  await agree(page, "Withdraw planned change", billing);
  await expect(page.getByText("A change is planned.")).toHaveCount(0);
  expect((await ledger.status()).subscription).toMatchObject({ seats: 6, recurringAmount: 6 * SEAT });

  await page.getByRole("link", { name: "Switch to yearly" }).first().click();
  await expect(quoted(page, "Later")).toContainText(`${money(6 * SEAT_A_YEAR)} a year`);
  const year = await dueNow(page);
  expect(year).toBeGreaterThanOrEqual(6 * (SEAT_A_YEAR - SEAT));
  await agree(page, `Change interval and pay ${money(year)}`, billing);
  await expect(figure(page, "Plan")).toContainText("Paid by the year");
  await expect(figure(page, "Price")).toContainText(money(6 * SEAT_A_YEAR));
  expect((await ledger.status()).invoices.rows[0]).toMatchObject({ status: "paid", total: year });
});
