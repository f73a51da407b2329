import type { Page } from "@playwright/test";
import {
  advanceTo,
  agree,
  askPrice,
  banner,
  day,
  dollars,
  dueNow,
  expectState,
  figure,
  ledgerOf,
  money,
  payByCard,
  quoted,
} from "../fixtures/billing";
import { visit } from "../fixtures/live-page";
import { expectMails } from "../fixtures/mailbox";
import { acceptInvitation, expect, foundOrganization, invite, test } from "../fixtures/people";
import { expectInstalled, expectPublished, expectRefused } from "../fixtures/private-package";
import { createToken } from "../fixtures/tokens";

const SEAT = 1_900;

async function buyTeam(page: Page, billing: string, seats: number, start: "Now" | undefined): Promise<void> {
  await visit(page, `${billing}/checkout?plan=team&interval=month`);
  await askPrice(page, { interval: "Monthly", seats, ...(start ? { start } : {}) });
  expect(await dueNow(page)).toBe(seats * SEAT);
  await page.getByRole("button", { name: "Continue to payment" }).click();
  await page.waitForURL("**/pages/checkout/**");
  await payByCard(page, `Pay ${dollars(seats * SEAT)}`);
  await page.waitForURL(`**${billing}/success?**`);
  await expect(page.getByRole("main")).toContainText("Team is yours.");
}

test("a plan that was cancelled and ended leaves everything, and comes back with a purchase", async ({
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
  const team = async () => {
    await visit(page, `/orgs/${handle}/team`);
    return page
      .getByRole("table", { name: /^People of/ })
      .locator("tbody tr")
      .allInnerTexts();
  };
  await buyTeam(page, billing, 3, "Now");
  for (const version of ["1.0.0", "1.1.0"]) await expectPublished(machine, tools, version);
  const before = await team();
  const end = (await ledger.status()).subscription?.periodEnd;

  await test.step("cancelling says first what ends and what stays", async () => {
    await visit(page, billing);
    await page.getByRole("link", { name: "Cancel plan" }).first().click();
    await expect(quoted(page, "Later")).toHaveText("No further charges");
    await expect(quoted(page, "Takes effect")).toHaveText(day(end));
    await expect(page.getByRole("list", { name: "What changes" })).toContainText(
      "After that the organization is read-only with installs and export; nobody is removed and nothing is deleted.",
    );
    await expect(page.getByRole("region", { name: "What becomes read-only" })).toContainText("1 now, 0 then");
    await page.getByText("Show them").first().click();
    await expect(page.getByText(`${tools}: read-only`)).toBeVisible();
    await agree(page, "Cancel plan", billing);
    await expect(banner(page)).toContainText("Team was cancelled.");
    await expect(figure(page, "Plan")).toContainText("Ends soon");
    await expect(figure(page, "Next date")).toContainText(day(end));
    await expectMails(page.request, owner.email, /^Team of .* ends on /);
  });

  await test.step("resumed with one press, and cancelled again", async () => {
    await banner(page).getByRole("link", { name: "Keep plan" }).click();
    await expect(quoted(page, "Later")).toContainText(`${money(3 * SEAT)} a month, without tax, from ${day(end)}`);
    await agree(page, "Keep plan", billing);
    await expect(banner(page)).toHaveCount(0);
    expect(await ledger.status()).toMatchObject({ state: "active", subscription: { cancelAt: null } });
    await page.getByRole("link", { name: "Cancel plan" }).first().click();
    await agree(page, "Cancel plan", billing);
    await expect(banner(page)).toContainText("Team was cancelled.");
  });

  await test.step("ended: read-only, with all members, packages and installs", async () => {
    await advanceTo(people, end, 2);
    await expectState(ledger, "ended");
    await visit(page, billing);
    await expect(banner(page)).toContainText(`@${handle} has no live plan and is read-only.`);
    await expect(figure(page, "Plan")).toContainText("Ended");
    await expect(figure(page, "Next date")).toContainText("Everything is kept until");
    expect(await team()).toHaveLength(before.length);
    await expectRefused(machine, {
      name: tools,
      version: "1.2.0",
      code: "E402",
      why: `@${handle} has no subscription and is read-only`,
    });
    await expectInstalled(theirs, tools, "1.1.0");
    await visit(colleague.page, `/orgs/${handle}/packages`);
    await expect(colleague.page.getByRole("main")).toContainText(tools);
    await expectMails(page.request, owner.email, /^Team of .* has ended$/);
    expect((await ledger.status()).invoices.total, "nothing more was charged").toBe(1);
  });

  await test.step("bought again: as it was", async () => {
    await visit(page, billing);
    await banner(page).getByRole("link", { name: "Choose plan" }).click();
    await expect(page.getByRole("link", { name: "Buy Team" }).last()).toBeVisible();
    await buyTeam(page, billing, 3, undefined);
    await expectState(ledger, "active");
    await visit(page, billing);
    await expect(banner(page)).toHaveCount(0);
    await expect(figure(page, "Seats")).toContainText("3 purchased");
    expect(await team()).toHaveLength(before.length);
    await expectPublished(machine, tools, "1.2.0");
    for (const version of ["1.0.0", "1.1.0", "1.2.0"]) await expectInstalled(theirs, tools, version);
    expect(await ledger.status()).toMatchObject({ state: "active", invoices: { total: 2 } });
  });
});
