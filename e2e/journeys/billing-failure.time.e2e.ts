import {
  advanceDays,
  advanceTo,
  agree,
  askPrice,
  askSeats,
  banner,
  CARD,
  day,
  dollars,
  dueNow,
  expectState,
  figure,
  ledgerOf,
  money,
  payByCard,
  typeCard,
} from "../fixtures/billing";
import { askWhy, visit } from "../fixtures/live-page";
import { expectMails } from "../fixtures/mailbox";
import { acceptInvitation, expect, foundOrganization, invite, newAddress, test } from "../fixtures/people";
import { expectInstalled, expectPublished, expectRefused } from "../fixtures/private-package";
import { createToken } from "../fixtures/tokens";

const SEAT = 1_900;

test("a renewal that fails stops growth after a week and changes after two, and a payment brings all back", async ({
  newcomer,
  terminal,
}) => {
  test.setTimeout(400_000);
  const owner = await newcomer();
  const colleague = await newcomer();
  const { page } = owner;
  const people = [page, colleague.page];
  const handle = await foundOrganization(owner);
  const billing = `/orgs/${handle}/billing`;
  await invite(page, colleague.email);
  await acceptInvitation(colleague, handle);
  const ledger = ledgerOf(
    page.request,
    await createToken(page, "Books", ["read", "billing:read"], "No expiry"),
    handle,
  );
  const machine = await terminal(await createToken(page, "Laptop", ["read", "publish"], "No expiry"));
  const theirs = await terminal(await createToken(colleague.page, "Laptop", ["read"], "No expiry"));
  const tools = `@${handle}/tools`;

  await test.step("bought in the trial, with more seats ten days later for two thirds of a month", async () => {
    await visit(page, `${billing}/checkout?plan=team&interval=month`);
    await askPrice(page, { interval: "Monthly", seats: 3, start: "Now" });
    await page.getByRole("button", { name: "Continue to payment" }).click();
    await page.waitForURL("**/pages/checkout/**");
    await payByCard(page, `Pay ${dollars(3 * SEAT)}`);
    await page.waitForURL(`**${billing}/success?**`);
    await expectPublished(machine, tools, "1.0.0");
    await advanceDays(people, 10);
    await askSeats(page, billing, 5);
    const difference = await dueNow(page);
    expect(difference).toBeGreaterThan(2 * SEAT * 0.6);
    expect(difference).toBeLessThan(2 * SEAT * 0.7);
    await agree(page, `Change seats and pay ${money(difference)}`, billing);
    expect((await ledger.status()).invoices.rows[0]).toMatchObject({ total: difference, status: "paid" });
  });

  await test.step("the card is replaced by one that is refused at the renewal", async () => {
    await visit(page, billing);
    await page.getByRole("button", { name: "Update card" }).first().click();
    await page.waitForURL("**/pages/portal/**");
    await typeCard(page, CARD.refusedLater);
    await page.getByRole("button", { name: "Add card" }).click();
    await page.waitForURL((url) => url.pathname === billing);
    await advanceTo(people, (await ledger.status()).subscription?.periodEnd, 2);
    await expectState(ledger, "grace");
  });

  await test.step("grace: everything works, and the page says until when", async () => {
    const { until, invoices } = await ledger.status();
    expect(invoices.rows[0]).toMatchObject({ status: "open", total: 5 * SEAT, amountRemaining: 5 * SEAT });
    await visit(page, billing);
    await expect(banner(page)).toContainText("Everything still works. This ends in 6 days.");
    await expect(banner(page).getByRole("link")).toHaveText(`Pay ${money(5 * SEAT)}`);
    await expect(figure(page, "Plan")).toContainText("Payment due");
    await expect(figure(page, "Next date")).toContainText(day(until));
    await expect(page.getByRole("table", { name: "List of invoices" })).toContainText("payment failed");
    await visit(colleague.page, `/orgs/${handle}/team`);
    await expect(banner(colleague.page).getByRole("link")).toHaveText("View plan and dates");
    await expectPublished(machine, tools, "1.1.0");
    await expectPublished(machine, `@${handle}/in-grace`, "1.0.0");
    await visit(page, `/orgs/${handle}/team`);
    await invite(page, newAddress());
    await expectMails(page.request, owner.email, `A payment of ${money(5 * SEAT)}`);
  });

  await test.step("a week later: nothing new, but versions of what is there", async () => {
    await advanceDays(people, 7);
    await expectState(ledger, "growth_frozen");
    await visit(page, `/orgs/${handle}/team`);
    await expect(banner(page)).toContainText("Nothing new can be added. The account becomes read-only in 6 days.");
    const popover = await askWhy(page.getByRole("button", { name: "Invite people" }));
    await expect(popover).toContainText("has been due for a week: nothing new can be added");
    await expectPublished(machine, tools, "1.2.0");
    await expectRefused(machine, {
      name: `@${handle}/frozen`,
      version: "1.0.0",
      code: "E423",
      why: `A payment for @${handle} has been due for a week: nothing new can be added`,
    });
    await expectInstalled(theirs, tools, "1.2.0");
    await expectMails(page.request, owner.email, "can add nothing new until its invoice is paid");
  });

  await test.step("two weeks later: read-only, with installs and export", async () => {
    await advanceDays(people, 7);
    await expectState(ledger, "suspended_read_only");
    await expectRefused(machine, {
      name: tools,
      version: "1.3.0",
      code: "E423",
      why: `A payment for @${handle} has been due for two weeks: it is read-only`,
    });
    await expectInstalled(theirs, tools, "1.2.0");
    await visit(page, billing);
    await expect(banner(page)).toContainText("A payment is two weeks overdue. Installs and export keep working.");
    const lines = await page.request.get(`${billing}/invoices/csv`);
    expect(lines.status(), "what was paid for can be taken along").toBe(200);
    await expectMails(page.request, owner.email, "is read-only until its invoice is paid");
  });

  await test.step("paid on the invoice's page: everything is as before", async () => {
    await banner(page)
      .getByRole("link", { name: `Pay ${money(5 * SEAT)}` })
      .click();
    await expect(page.getByRole("form").or(page.locator("form")).first()).toBeVisible();
    await payByCard(page, `Pay ${dollars(5 * SEAT)}`);
    await expect(page.getByRole("button", { name: /^Pay/ })).toHaveCount(0);
    await expectState(ledger, "active");
    await visit(page, billing);
    await expect(banner(page)).toHaveCount(0);
    await expect(page.getByRole("region", { name: "Payment problems" })).toHaveCount(0);
    await expect(figure(page, "Plan")).toContainText("Active");
    await expect(figure(page, "Price")).toContainText(money(5 * SEAT));
    await expectPublished(machine, tools, "1.3.0");
    await expectPublished(machine, `@${handle}/thawed`, "1.0.0");
    await visit(page, `/orgs/${handle}/team`);
    await expect(page.getByRole("button", { name: "Invite people" })).not.toHaveAttribute("aria-disabled");
    await expectMails(page.request, owner.email, `: ${money(5 * SEAT)}`);
  });
});
