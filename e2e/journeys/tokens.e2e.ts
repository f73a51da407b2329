import { registryUrl } from "../fixtures/addresses";
import { askWhy, visit } from "../fixtures/live-page";
import { expect, test } from "../fixtures/people";
import { createToken } from "../fixtures/tokens";

/** The registry's answer to a token, as npm would ask. */
async function whoami(token: string): Promise<number> {
  const answer = await fetch(`${registryUrl()}/-/whoami`, { headers: { authorization: `Bearer ${token}` } });
  return answer.status;
}

test("a token is shown once, works in npm, and stops at once when it is revoked", async ({ newcomer, terminal }) => {
  const { page, handle } = await newcomer();
  const secret = await createToken(page, "Laptop", ["read", "publish"]);
  expect(secret).toMatch(/^ph[a-z]_[A-Za-z0-9]{30,}$/);
  await page.reload();
  expect(await page.content(), "the secret is gone from the page").not.toContain(secret);
  const row = page.getByRole("table", { name: "Tokens" }).getByRole("row", { name: /Laptop/ });
  await expect(row).toContainText("read");
  await expect(row).toContainText("publish");

  const laptop = await terminal(secret);
  expect(await whoami(secret)).toBe(200);
  expect(await laptop.npm("whoami")).toEqual({ code: 0, out: `${handle}\n` });
  await expect(async () => {
    await page.reload();
    await expect(row).not.toContainText("not yet", { timeout: 500 });
  }).toPass({ timeout: 20_000 });

  await visit(page, "/settings/tokens");
  await page.getByRole("button", { name: "Revoke of Laptop" }).click();
  await page.getByRole("button", { name: "Revoke token" }).click();
  await expect(page.getByText("Laptop is revoked")).toBeVisible();
  await expect(row).toHaveCount(0);
  // The registry is another process, which learns of it within a second.
  await expect
    .poll(() => whoami(secret), { intervals: [100], timeout: 5_000, message: "the registry refuses the token" })
    .toBe(401);
  const refused = await laptop.npm("whoami");
  expect(refused.code).not.toBe(0);
  expect(refused.out).toContain("E401");
  await visit(page, "/settings/tokens?state=revoked");
  await expect(row).toContainText("Revoked");
});

test("a token that may only read does not publish", async ({ newcomer, terminal }) => {
  const { page, handle } = await newcomer();
  const reader = await terminal(await createToken(page, "Reader", ["read"]));
  const manifest = { name: `@${handle}/tiny`, version: "1.0.0", publishConfig: { access: "public" } };
  await reader.write("package.json", JSON.stringify(manifest));
  const refused = await reader.npm("publish");
  expect(refused.code).not.toBe(0);
  expect(refused.out).toContain("E403");

  const writer = await terminal(await createToken(page, "Writer", ["read", "publish"]));
  await writer.write("package.json", JSON.stringify(manifest));
  const published = await writer.npm("publish");
  expect(published.code, published.out).toBe(0);
});

test("the third token on Free is refused with its numbers, and a revoked one makes room", async ({ newcomer }) => {
  const { page } = await newcomer();
  await createToken(page, "First", ["read"]);
  await createToken(page, "Second", ["read"]);
  const control = page.getByRole("button", { name: "Create token" });
  const popover = await askWhy(control);
  await expect(popover).toContainText("Limit reached");
  await expect(popover).toContainText("2 of 2 used");
  await expect(popover.getByRole("link", { name: "Upgrade to Pro" })).toHaveAttribute("href", "/billing/plans");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Revoke of First" }).click();
  await page.getByRole("button", { name: "Revoke token" }).click();
  await expect(control).not.toHaveAttribute("aria-disabled");
});
