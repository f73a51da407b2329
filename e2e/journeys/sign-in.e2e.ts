import { dashboardUrl } from "../fixtures/addresses";
import { visit } from "../fixtures/live-page";
import { mailedLink } from "../fixtures/mailbox";
import { expect, newAddress, signInAs, test } from "../fixtures/people";

test("a link from the mail signs in once, after a press", async ({ stranger }) => {
  const email = newAddress();
  const page = await stranger();
  await visit(page, "/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send sign-in link" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check your inbox");
  const link = await mailedLink(page.request, email, "/sign-in/verify");

  await visit(page, link);
  await visit(page, "/overview");
  await expect(page, "opening the link signed nobody in").toHaveURL(/\/sign-in\?next=%2Foverview$/);

  await visit(page, link);
  await expect(page.getByRole("main"), "the page says whose link it is").toContainText(email);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/overview");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Overview");

  const other = await stranger();
  await visit(other, link);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("This link no longer works");
  const token = new URL(link).searchParams.get("token");
  const again = await other.request.post("/api/auth/verify", { data: { token } });
  expect(again.ok(), "the token of a used link signs nobody in").toBe(false);
});

test("a link says who is signed in, and the session that it replaces ends", async ({ newcomer, stranger }) => {
  const { page, email } = await newcomer();
  const before = await page.context().storageState();
  const other = newAddress();
  await (await stranger()).request.post("/api/auth/link", { data: { email: other, next: "/settings" } });
  await visit(page, await mailedLink(page.request, other, "/sign-in/verify"));
  await expect(page.getByRole("main")).toContainText(`You are signed in as ${email}.`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/settings");

  const left = await stranger();
  await left.context().addCookies(before.cookies);
  await visit(left, "/overview");
  await expect(left, "nobody holds the old session any more").toHaveURL(/\/sign-in\?next=/);
});

test("a link that was cut short says so and offers another", async ({ stranger }) => {
  const page = await stranger();
  await visit(page, "/sign-in/verify?token=cut-short");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This link no longer works");
  await page.getByRole("link", { name: "Send a new link" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
});

test("nobody can tell from the answer whether an address has an account", async ({ newcomer, stranger }) => {
  const { email: known } = await newcomer();
  const page = await stranger();
  const answers: string[] = [];
  for (const email of [known, newAddress()]) {
    await visit(page, "/sign-in");
    await page.getByLabel("E-mail").fill(email);
    await page.getByRole("button", { name: "Send sign-in link" }).click();
    await page.waitForURL("**/sign-in/sent?**");
    const said = (await page.getByRole("main").textContent()) ?? "";
    answers.push(said.replaceAll(email, "ADDRESS"));
  }
  expect(answers[0]).toContain("ADDRESS");
  expect(answers[1]).toBe(answers[0]);
});

test("the one who signs out is out, in every tab", async ({ newcomer }) => {
  const { page, email } = await newcomer();
  const tab = await page.context().newPage();
  await visit(tab, "/settings");
  await visit(page, "/overview");
  await page.getByRole("button", { name: /^Menu of / }).click();
  await expect(page.getByRole("menu")).toContainText(email);
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL(`${dashboardUrl()}/`);
  await tab.reload();
  await expect(tab).toHaveURL(/\/sign-in\?next=%2Fsettings$/);
});

test("a person of the demo signs in with one press and comes back to where they were going", async ({ stranger }) => {
  const page = await stranger();
  await visit(page, "/orgs/acme/team?role=member");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByRole("button", { name: "Olivia Berg" }).click();
  await expect(page).toHaveURL(`${dashboardUrl()}/orgs/acme/team?role=member`);
});

test("the way back never leaves the origin", async ({ stranger }) => {
  for (const next of [
    "https://elsewhere.example/",
    "//elsewhere.example",
    "/\\elsewhere.example",
    "/\t/elsewhere.example",
  ]) {
    const page = await stranger();
    await visit(page, `/sign-in?next=${encodeURIComponent(next)}`);
    await page.getByRole("button", { name: "Olivia Berg" }).click();
    await page.waitForURL("**/overview");
    expect(new URL(page.url()).origin, next).toBe(dashboardUrl());
  }
});

test("a signed-in person is led past the sign-in page", async ({ stranger }) => {
  const page = await stranger();
  await signInAs(page.request, "acme-member");
  await visit(page, "/sign-in?next=/settings/tokens");
  await expect(page).toHaveURL(`${dashboardUrl()}/settings/tokens`);
});

test("sessions are listed, and ending one ends it", async ({ newcomer, stranger }) => {
  const { page, email } = await newcomer();
  const used = await mailedLink(page.request, email, "/sign-in/verify");
  const elsewhere = await stranger();
  await elsewhere.request.post("/api/auth/link", { data: { email } });
  const link = await mailedLink(elsewhere.request, email, "/sign-in/verify", used);
  await visit(elsewhere, link);
  await elsewhere.getByRole("button", { name: "Sign in" }).click();
  await elsewhere.waitForURL("**/overview");

  await visit(page, "/settings/sessions");
  const sessions = page.getByRole("table", { name: "Sessions" }).getByRole("row");
  await expect(sessions).toHaveCount(3);
  await page.getByRole("button", { name: /^End session/ }).click();
  await expect(sessions).toHaveCount(2);
  await elsewhere.reload();
  await expect(elsewhere).toHaveURL(/\/sign-in\?next=%2Foverview$/);
});
