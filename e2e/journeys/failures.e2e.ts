import { visit } from "../fixtures/live-page";
import { expect, test } from "../fixtures/people";

test("a request that never arrives is said in words, keeps what was written, and can be sent again", async ({
  newcomer,
}) => {
  const { page } = await newcomer();
  await visit(page, "/settings");
  await page.route("**/settings", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  await page.getByLabel("Name").fill("Grace Hopper");
  await page.getByRole("button", { name: "Save profile" }).click();
  const main = page.getByRole("main");
  await expect(main).toContainText(/cannot be reached|not available|did not answer|unavailable/i);
  await expect(page.getByLabel("Name")).toHaveValue("Grace Hopper");
  await page.unrouteAll();
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("Profile saved")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Name")).toHaveValue("Grace Hopper");
});

test("shows a typing error at its field", async ({ newcomer }) => {
  const { page } = await newcomer();
  await visit(page, "/orgs/new");
  await page.getByLabel("Name").fill("Somebody");
  const handle = page.getByLabel("Handle");
  await handle.fill("Not A Handle!");
  await expect(handle).toHaveAccessibleDescription(/2 to 39 lowercase letters/);
  await expect(handle).toHaveAttribute("aria-invalid", "true");
  await handle.fill("acme");
  await page.getByRole("button", { name: "Create organization" }).click();
  await expect(page.getByRole("main")).toContainText(/taken/);
  await expect(page).toHaveURL(/\/orgs\/new$/);
});
