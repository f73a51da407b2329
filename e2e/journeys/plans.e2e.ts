import { comparePlans, planDefinition } from "@/lib/entitlements/catalogue";
import { formatPrice } from "@/lib/entitlements/format";
import { PLAN_KEYS } from "@/lib/entitlements/types";
import { visit } from "../fixtures/live-page";
import { expect, foundOrganization, test } from "../fixtures/people";
import { withSecondDashboard } from "../fixtures/second-dashboard";

test("each cell of the pricing page is the catalogue's", async ({ stranger }) => {
  const page = await stranger();
  await visit(page, "/pricing");
  const table = page.getByRole("table", { name: "All plans compared" });
  const written = await table.locator("tbody tr:has(td)").evaluateAll((rows) =>
    rows.map((row) => ({
      head: row.querySelector("th")?.textContent?.trim() ?? "",
      cells: [...row.querySelectorAll("td")].map((cell) => cell.textContent?.trim() ?? ""),
    })),
  );
  const rows = comparePlans();
  expect(written.length, "every entitlement has its row").toBe(rows.length);
  for (const { label, cells } of rows) {
    const found = written.filter(({ head }) => head.startsWith(label));
    expect(
      found.map((row) => row.cells),
      label,
    ).toContainEqual(cells.map(({ text }) => text));
  }
  const heads = await table.locator("thead th").allTextContents();
  for (const [index, key] of PLAN_KEYS.entries()) {
    const { name, prices } = planDefinition(key);
    expect(heads[index + 1]).toContain(name);
    for (const price of prices) expect(heads[index + 1]).toContain(formatPrice(price));
  }
});

test("a locked section stays in the navigation and shows this organization's own numbers", async ({ newcomer }) => {
  const owner = await newcomer();
  const handle = await foundOrganization(owner);
  const { page } = owner;
  const section = page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: /Private registry/ });
  await expect(section).toContainText("Enterprise");
  await section.click();
  await expect(page.getByRole("heading", { name: "Private registry is part of Enterprise" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("This account is on Team.");
  const numbers = page.getByRole("region", { name: "What Private registry would work on" });
  await expect(numbers).toContainText("0 private, 0 public");
  await page.getByRole("link", { name: "Compare plans" }).click();
  await expect(page).toHaveURL(new RegExp(`/orgs/${handle}/billing#plans$`));
});

test("the section opens on the plan that includes it, with the organization's own settings", async ({ persona }) => {
  const page = await persona("globex-owner");
  await visit(page, "/orgs/globex/registry");
  await expect(page.getByRole("main")).not.toContainText("is part of Enterprise");
  await expect(page.getByRole("main")).toContainText("@globex:registry=");
});

test("billing without a payment provider says so, offers nothing to buy, and shows what is true", async ({
  stranger,
  request,
}) => {
  const payments = ["STRIPE_SECRET_KEY", "STRIPE_API_BASE", "STRIPE_WEBHOOK_SECRET"];
  await withSecondDashboard(request, payments, async (url) => {
    for (const [who, path, plan] of [
      ["acme-owner", "/orgs/acme/billing", "Team"],
      ["globex-owner", "/orgs/globex/billing", "Enterprise"],
      ["pro", "/billing", "Pro"],
      ["free", "/billing", "Free"],
    ] as const) {
      const page = await stranger();
      expect((await page.request.post(`${url}/dev/sign-in`, { data: { key: who } })).status()).toBe(200);
      await visit(page, url + path);
      const main = page.getByRole("main");
      await expect(main).toContainText("Billing by card is not set up on this installation.");
      await expect(main).toContainText(plan);
      await expect(main.getByRole("link", { name: /^(buy|switch|change|cancel)/i })).toHaveCount(0);
    }
  });
});
