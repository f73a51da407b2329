import { registryUrl } from "../fixtures/addresses";
import { visit } from "../fixtures/live-page";
import { mailedLink } from "../fixtures/mailbox";
import { expect, newAddress, test } from "../fixtures/people";

const LOGIN_PAGE = /http:\/\/\S+\/login\/registry\/[\w-]+\/\w{6}/;

test("npm login waits until its person approves in the browser, then publishes", async ({
  newcomer,
  stranger,
  terminal,
}) => {
  const { page, handle } = await newcomer();
  const machine = await terminal(null);
  const login = machine.start(["login", "--auth-type=web"]);
  const loginUrl = await login.says(LOGIN_PAGE);

  const nobody = await stranger();
  await visit(nobody, loginUrl);
  await expect(nobody, "nobody approves without signing in").toHaveURL(/\/sign-in\?next=%2Flogin%2Fregistry%2F/);

  await visit(page, loginUrl);
  await expect(page.getByRole("main")).toContainText(/npm \d+\.\d+/);
  await expect(page.getByRole("main")).toContainText(`@${handle}`);
  await expect(page.getByRole("main")).toContainText(new URL(loginUrl).pathname.slice(-6));
  expect(page.url(), "the code is compared with the terminal's, not with the address bar").not.toContain(
    loginUrl.slice(-6),
  );
  await page.getByRole("button", { name: "Approve login" }).click();
  await expect(page.getByText(/where you can revoke it/)).toBeVisible();
  const { code, out } = await login.ended;
  expect(code, out).toBe(0);
  expect(await machine.npm("whoami")).toEqual({ code: 0, out: `${handle}\n` });

  await machine.write("package.json", JSON.stringify({ name: `@${handle}/first`, version: "1.0.0" }));
  const published = await machine.npm("publish", "--access=public");
  expect(published.code, published.out).toBe(0);

  await visit(page, loginUrl);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This login is no longer waiting");
  await visit(page, "/settings/tokens");
  await expect(page.getByRole("table", { name: "Tokens" })).toContainText("npm login");
});

test("a terminal in another network is approved by the end of the address that it printed", async ({ newcomer }) => {
  const { page } = await newcomer();
  const elsewhere = { "x-forwarded-for": "203.0.113.78" };
  const started = await page.request.post(`${registryUrl()}/-/v1/login`, { data: {}, headers: elsewhere });
  const { loginUrl, doneUrl } = await started.json();
  const code = loginUrl.slice(-6);
  await visit(page, loginUrl);
  await expect(page.getByRole("main")).not.toContainText(code);
  await page.getByLabel("Code").fill("K7QM");
  await page.getByRole("button", { name: "Approve login" }).click();
  await expect(page.getByText(/not the end of the link/)).toBeVisible();
  expect((await page.request.get(doneUrl)).status()).toBe(202);
  await page.getByLabel("Code").fill(code.toLowerCase());
  await page.getByRole("button", { name: "Approve login" }).click();
  await expect(page.getByText(/where you can revoke it/)).toBeVisible();
  expect((await page.request.get(doneUrl)).status()).toBe(200);
});

test("a stranger's terminal is not where a mailed link leads, unless the browser opened its page", async ({
  stranger,
}) => {
  const [page, other, email] = [await stranger(), await stranger(), newAddress()];
  const { loginUrl } = await (await other.request.post(`${registryUrl()}/-/v1/login`, { data: {} })).json();
  const next = new URL(loginUrl).pathname.replace(/\/\w{6}$/, "");
  await visit(other, loginUrl);
  let used = "";
  for (const [browser, landing] of [[page, "/overview"] as const, [other, next] as const]) {
    await other.request.post("/api/auth/link", { data: { email, next } });
    used = await mailedLink(other.request, email, "/sign-in/verify", used);
    await visit(browser, used);
    await browser.getByRole("button", { name: "Sign in" }).click();
    await browser.waitForURL(`**${landing}`);
  }
});

test("the token of an approved login is handed out once, and only to whoever started it", async ({ newcomer }) => {
  const { page } = await newcomer();
  const started = await page.request.post(`${registryUrl()}/-/v1/login`, { data: {} });
  const { loginUrl, doneUrl } = await started.json();
  const waiting = await page.request.get(doneUrl);
  expect(waiting.status(), "nobody has answered yet").toBe(202);
  expect(Number(waiting.headers()["retry-after"])).toBeGreaterThan(0);
  expect(doneUrl, "who sees the page's address does not know where the token waits").not.toContain(
    new URL(loginUrl).pathname.split("/").at(-2),
  );
  await visit(page, loginUrl);
  await page.getByRole("button", { name: "Approve login" }).click();
  await expect(page.getByText(/where you can revoke it/)).toBeVisible();
  const done = await page.request.get(doneUrl);
  expect(done.status()).toBe(200);
  expect((await done.json()).token).toMatch(/^ph/);
  expect((await page.request.get(doneUrl)).status()).toBe(404);
});
