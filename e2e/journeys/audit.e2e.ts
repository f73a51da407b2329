import type { Page } from "@playwright/test";
import { live, visit } from "../fixtures/live-page";
import { acceptInvitation, expect, foundOrganization, invite, test } from "../fixtures/people";

const log = (page: Page) => page.getByRole("table", { name: "Audit log" });

async function rowIds(page: Page): Promise<string[]> {
  const ids = await log(page)
    .locator("tr[data-row]")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-row")));
  return ids.map((id) => id ?? "");
}

test("the audit log shows who did what, with old and new values", async ({ newcomer }) => {
  const owner = await newcomer();
  const handle = await foundOrganization(owner);
  const colleague = await newcomer();
  const { page } = owner;
  await invite(page, colleague.email);
  await acceptInvitation(colleague, handle);
  await visit(page, `/orgs/${handle}/team`);
  await page
    .getByRole("row", { name: new RegExp(colleague.email) })
    .getByRole("button", { name: /^Change the role of/ })
    .click();
  await page.getByRole("menuitemradio", { name: /^Auditor/ }).click();
  await expect(page.getByText("role was changed")).toBeVisible();
  await visit(page, `/orgs/${handle}/settings`);
  await page.getByLabel("Name", { exact: true }).fill("Renamed works");
  await page.getByRole("button", { name: "Save name" }).click();
  await expect(page.getByRole("navigation", { name: "Breadcrumb" })).toContainText("Renamed works");

  await visit(page, `/orgs/${handle}/governance/audit`);
  const row = (words: string) => log(page).getByRole("row").filter({ hasText: words });
  await expect(row("Changed the name").locator("ins")).toHaveText("Renamed works");
  await expect(row("Changed the name").locator("del")).toHaveText(`Works ${handle}`);
  await expect(row("Changed a role").locator("del").first()).toHaveText("member");
  await expect(row("Changed a role").locator("ins").first()).toHaveText("auditor");
  await expect(row("Invited a person")).toContainText(/127\.0\.0\.1|::1/);
  await expect(row("Joined")).toHaveCount(1);
  await expect(row("Created the organization")).toHaveCount(1);

  const auditor = colleague.page;
  await visit(auditor, `/orgs/${handle}/governance/audit`);
  await expect(log(auditor)).toContainText("Changed the name");
});

test("filters by event, person and day live in the address", async ({ newcomer }) => {
  const owner = await newcomer();
  const handle = await foundOrganization(owner);
  const colleague = await newcomer();
  const { page } = owner;
  await invite(page, colleague.email);
  await acceptInvitation(colleague, handle);
  await visit(page, `/orgs/${handle}/governance/audit`);
  const all = (await rowIds(page)).length;
  expect(all).toBeGreaterThanOrEqual(3);

  await page.getByText("Filter by Event").click();
  await page.getByRole("link", { name: "Joined", exact: true }).click();
  await expect(page).toHaveURL(/[?&]action=member\.joined/);
  await expect(log(page).locator("tr[data-row]")).toHaveCount(1);
  await page.getByRole("link", { name: "Remove filter Event: Joined" }).click();
  await expect(log(page).locator("tr[data-row]")).toHaveCount(all);

  await page.getByText("Filter by Who").click();
  const someone = page
    .getByRole("group")
    .getByRole("link")
    .filter({ hasText: /^Guest/ })
    .first();
  const name = (await someone.textContent()) ?? "";
  await someone.click();
  await expect(page).toHaveURL(/[?&]actor=/);
  await expect(page.getByRole("link", { name: `Remove filter Who: ${name}` })).toBeVisible();
  const theirs = (await rowIds(page)).length;
  expect(theirs).toBeGreaterThan(0);
  expect(theirs).toBeLessThan(all);

  await visit(page, `/orgs/${handle}/governance/audit?from=2020-01-01&to=2020-01-02`);
  await expect(log(page)).toContainText("No event matches");
  await page.reload();
  await expect(page.getByRole("link", { name: /Remove filter From day/ })).toBeVisible();
});

test("the pages of the log show each event once, forwards and back", async ({ persona }) => {
  const page = await persona("globex-admin");
  await visit(page, "/orgs/globex/governance/audit");
  const pages: string[][] = [await rowIds(page)];
  const next = page.getByRole("navigation", { name: "Pages of Audit log" }).getByRole("link", { name: "Next" });
  while ((await next.count()) > 0) {
    await visit(page, (await next.getAttribute("href")) ?? "");
    pages.push(await rowIds(page));
  }
  const seen = pages.flat();
  expect(pages.length, "the demo has more events than one page").toBeGreaterThan(1);
  expect(new Set(seen).size, "no event twice").toBe(seen.length);
  const [first = []] = pages;
  expect(first.length).toBe(50);

  await page.getByRole("link", { name: "Previous" }).click();
  await expect(page).toHaveURL(/[?&]before=/);
  await live(page);
  expect(await rowIds(page)).toEqual(pages.at(-2));
});

test("a plan shows as many days as it says", async ({ persona }) => {
  const team = await persona("acme-owner");
  await visit(team, "/orgs/acme/governance/audit");
  await expect(team.getByText("The plan shows the last 90 days")).toBeVisible();
  const enterprise = await persona("globex-owner");
  await visit(enterprise, "/orgs/globex/governance/audit");
  await expect(enterprise.getByText("The plan shows the last 400 days")).toBeVisible();
});

test("a member is told who may read the log, and another tenant finds none", async ({ persona }) => {
  const member = await persona("acme-member");
  await visit(member, "/orgs/acme/governance/audit");
  await expect(member.getByRole("main")).toContainText("Your role here is member");
  await expect(log(member)).toHaveCount(0);
  const outsider = await persona("globex-owner");
  expect(await visit(outsider, "/orgs/acme/governance/audit")).toBe(404);
});
