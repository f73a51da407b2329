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
  payByCard,
  untilSaid,
} from "../fixtures/billing";
import { askWhy, visit } from "../fixtures/live-page";
import { expectMails } from "../fixtures/mailbox";
import { expect, test } from "../fixtures/people";
import { expectInstalled, expectPublished, expectRefused } from "../fixtures/private-package";
import { createToken } from "../fixtures/tokens";

const PRO = 2_900;

async function buyPro(page: Page): Promise<void> {
  await visit(page, "/billing/plans");
  await page.getByRole("link", { name: "Buy Pro" }).click();
  await page.waitForURL("**/billing/checkout?**");
  await askPrice(page, { interval: "Monthly" });
  expect(await dueNow(page)).toBe(PRO);
  await page.getByRole("button", { name: "Continue to payment" }).click();
  await page.waitForURL("**/pages/checkout/**");
  await payByCard(page, `Pay ${dollars(PRO)}`);
  await page.waitForURL("**/billing/success?**");
  await expect(page.getByRole("main")).toContainText("Pro is yours.");
}

test("after Pro, packages stay installable on Free, chosen keys keep working, and Pro again opens everything", async ({
  newcomer,
  terminal,
}) => {
  test.setTimeout(300_000);
  const person = await newcomer();
  const { page, handle } = person;
  const people = [page];
  const maps = `@${handle}/maps`;
  const dates = `@${handle}/dates`;
  await visit(page, "/billing");
  await expect(figure(page, "Plan")).toContainText("Free");
  await buyPro(page);
  const ledger = ledgerOf(
    page.request,
    await createToken(page, "Books", ["read", "billing:read"], "No expiry"),
    handle,
  );
  const machine = await terminal(await createToken(page, "Laptop", ["read", "publish"], "No expiry"));
  const spare = await terminal(await createToken(page, "Spare", ["read", "publish"], "No expiry"));
  await expectPublished(machine, maps, "1.0.0");
  await expectPublished(spare, dates, "1.0.0");
  const { subscription } = await ledger.status();
  expect(subscription).toMatchObject({ status: "active", interval: "month", recurringAmount: PRO });

  await test.step("cancelling names what becomes read-only and leads to the choice", async () => {
    await visit(page, "/billing");
    await page.getByRole("link", { name: "Cancel plan" }).first().click();
    const ends = page.getByRole("region", { name: "What becomes read-only" });
    await expect(ends).toContainText("2 now, 0 then: 2 become read-only until there is room again.");
    await expect(ends).toContainText("3 now, 2 then: 1 become read-only until there is room again.");
    await agree(page, "Cancel plan", "/billing");
    await expect(banner(page)).toContainText("Pro was cancelled.");
    await visit(page, "/billing/kept");
    const keys = page.getByRole("group", { name: /API keys/ });
    for (const name of ["Books", "Laptop", "Spare"]) await keys.getByLabel(name).uncheck();
    for (const name of ["Books", "Laptop"]) await keys.getByLabel(name).check();
    await expect(keys).toContainText("2 of 2 chosen");
    await expect(keys.getByLabel("Spare")).toBeDisabled();
    await page.getByRole("button", { name: "Keep chosen writable" }).click();
    await expect(page.getByText("Your choice is kept")).toBeVisible();
  });

  await test.step("Free: private packages are read-only, with badge and reason, and install", async () => {
    await advanceTo(people, subscription?.periodEnd, 2);
    await expectState(ledger, "free");
    await visit(page, "/billing");
    await expect(figure(page, "Plan")).toContainText("Free");
    await untilSaid(page, "/billing", figure(page, "Price"), /^Price.*Free.*Nothing is charged/);
    await visit(page, "/packages");
    for (const name of [maps, dates]) {
      await expect(
        page.getByRole("row", { name: new RegExp(name) }).getByText("Read-only", { exact: true }),
      ).toBeVisible();
    }
    await visit(page, `/${maps}/versions`);
    const popover = await askWhy(page.getByRole("button", { name: /^Change versions/ }));
    await expect(popover).toContainText("Free includes no private packages");
    await expectRefused(machine, {
      name: maps,
      version: "1.1.0",
      code: "E402",
      why: "is read-only: Free includes no private packages.",
    });
    await expectInstalled(machine, maps, "1.0.0");
    await expectInstalled(spare, dates, "1.0.0");
    await visit(page, "/settings/tokens");
    await expect(page.getByRole("row", { name: /Spare/ })).toContainText("Read-only");
    await expect(page.getByRole("row", { name: /Laptop/ })).not.toContainText("Read-only");
    await expectMails(page.request, person.email, /^Pro of .* has ended$/);
  });

  await test.step("Pro again: writable as before", async () => {
    await buyPro(page);
    await expectState(ledger, "active");
    await expectPublished(machine, maps, "1.1.0");
    await expectPublished(spare, dates, "1.1.0");
    await visit(page, "/packages");
    await expect(page.getByText("Read-only", { exact: true })).toHaveCount(0);
    await expect(banner(page)).toHaveCount(0);
    expect((await ledger.status()).subscription?.periodEnd, day(subscription?.periodEnd)).not.toBe(
      subscription?.periodEnd,
    );
  });
});
