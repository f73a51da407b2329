import { askWhy, visit } from "../fixtures/live-page";
import { mailedLink } from "../fixtures/mailbox";
import { acceptInvitation, expect, foundOrganization, invite, newAddress, test } from "../fixtures/people";

test("from an empty overview to an organization where a colleague works", async ({ newcomer }) => {
  const owner = await newcomer();
  const { page } = owner;
  await visit(page, "/overview");
  await expect(page.getByRole("heading", { name: "Publish the first package" })).toBeVisible();
  await expect(page.getByText(`"@${owner.handle}/first-package"`)).toBeVisible();
  const handle = await foundOrganization(owner);

  await expect(page.getByText("1 used · 0 reserved · 2 free of 3")).toBeVisible();
  const colleague = await newcomer();
  await invite(page, colleague.email);
  await expect(page.getByText("1 used · 1 reserved · 1 free of 3")).toBeVisible();
  await expect(page.getByRole("list", { name: "Seats" }).getByText(`${colleague.email}, reserved`)).toBeAttached();
  await expect(page.getByRole("table", { name: "Pending invitations" })).toContainText(colleague.email);

  await acceptInvitation(colleague, handle);
  await expect(colleague.page.getByRole("table", { name: /^People of/ })).toContainText(colleague.email);
  await page.reload();
  await expect(page.getByText("2 used · 0 reserved · 1 free of 3")).toBeVisible();
  await expect(page.getByRole("table", { name: /^People of/ })).toContainText(colleague.email);
  await expect(page.getByRole("table", { name: "Pending invitations" })).not.toContainText(colleague.email);

  await visit(page, `/orgs/${handle}/billing`);
  await expect(page.getByText("The trial ends")).toBeVisible();
});

test("an invitation opens only for the address it was sent to", async ({ newcomer, stranger }) => {
  const owner = await newcomer();
  const handle = await foundOrganization(owner);
  const invited = newAddress();
  await invite(owner.page, invited);
  const link = await mailedLink(owner.page.request, invited, "/invite/");

  const someoneElse = await newcomer();
  await visit(someoneElse.page, link);
  await expect(someoneElse.page.getByRole("main")).toContainText(`You are signed in as ${someoneElse.email}`);
  await expect(someoneElse.page.getByRole("button", { name: /^Join/ })).toHaveCount(0);
  expect(await visit(someoneElse.page, `/orgs/${handle}/team`)).toBe(404);

  const nobody = await stranger();
  await visit(nobody, link);
  await nobody.getByRole("link", { name: "Sign in to join" }).click();
  await expect(nobody).toHaveURL(/\/sign-in\?next=%2Finvite%2F/);

  const right = await newcomer(invited);
  await acceptInvitation(right, handle);
  await visit(right.page, link);
  await expect(right.page.getByRole("heading", { level: 1 })).toContainText("You are in");
  await visit(nobody, link);
  await expect(nobody.getByRole("heading", { level: 1 })).toHaveText("This invitation was used already");
});

test("a revoked invitation frees its seat and its link is dead", async ({ newcomer }) => {
  const owner = await newcomer();
  const handle = await foundOrganization(owner);
  const invited = await newcomer();
  await invite(owner.page, invited.email);
  await expect(owner.page.getByText("1 used · 1 reserved · 1 free of 3")).toBeVisible();
  const link = await mailedLink(owner.page.request, invited.email, "/invite/");

  await owner.page.getByRole("button", { name: `Revoke the invitation of ${invited.email}` }).click();
  await owner.page.getByRole("button", { name: "Revoke invitation" }).click();
  await expect(owner.page.getByText("1 used · 0 reserved · 2 free of 3")).toBeVisible();
  await visit(invited.page, link);
  await expect(invited.page.getByRole("heading", { level: 1 })).toHaveText("This invitation was withdrawn");
  expect(await visit(invited.page, `/orgs/${handle}/overview`)).toBe(404);
});

test("an invitation that is sent again replaces the first link", async ({ newcomer }) => {
  const owner = await newcomer();
  const handle = await foundOrganization(owner);
  const invited = await newcomer();
  await invite(owner.page, invited.email);
  const first = await mailedLink(owner.page.request, invited.email, "/invite/");
  await owner.page.getByRole("button", { name: `Resend the invitation of ${invited.email}` }).click();
  const second = await mailedLink(owner.page.request, invited.email, "/invite/", first);
  expect(await visit(invited.page, first)).toBe(404);
  await expect(invited.page.getByRole("heading", { level: 1 })).toHaveText("This link no longer works");
  await visit(invited.page, second);
  await invited.page.getByRole("button", { name: /^Join / }).click();
  await invited.page.waitForURL(`**/orgs/${handle}/team`);
});

test("without a free seat the button says so with its numbers, and seatless roles still go", async ({ newcomer }) => {
  const owner = await newcomer();
  await foundOrganization(owner);
  const { page } = owner;
  await invite(page, newAddress());
  await invite(page, newAddress());
  const control = page.getByRole("button", { name: "Invite people" });
  const popover = await askWhy(control);
  await expect(popover).toContainText("No seat is free");
  await expect(popover).toContainText("Seats 3 of 3");
  await expect(popover).toContainText("1 used, 2 reserved by invitations");
  await page.keyboard.press("Escape");
  await expect(popover).toBeHidden();
  await expect(control).toBeFocused();

  await askWhy(control);
  await page.getByRole("button", { name: "Invite without a seat" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("radio", { name: "Member" })).toBeDisabled();
  const accountant = newAddress();
  await dialog.getByLabel("E-mail address").fill(accountant);
  await dialog.getByRole("radio", { name: "Billing" }).check();
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByRole("table", { name: "Pending invitations" })).toContainText(accountant);
  await expect(page.getByText("1 used · 2 reserved · 0 free of 3")).toBeVisible();
});

test("a changed role applies to the next click, and whoever is removed finds nothing", async ({ newcomer }) => {
  const owner = await newcomer();
  const handle = await foundOrganization(owner);
  const colleague = await newcomer();
  await invite(owner.page, colleague.email);
  await acceptInvitation(colleague, handle);
  const theirs = colleague.page;
  await askWhy(theirs.getByRole("button", { name: /^Invite people/ }));
  await expect(theirs.getByRole("dialog")).toContainText("owner or admin");

  await visit(owner.page, `/orgs/${handle}/team`);
  const row = owner.page.getByRole("row", { name: new RegExp(colleague.email) });
  await row.getByRole("button", { name: /^Change the role of/ }).click();
  await owner.page.getByRole("menuitemradio", { name: /^Admin/ }).click();
  await expect(row.getByRole("button", { name: /^Change the role of/ })).toContainText("Admin");
  await visit(theirs, `/orgs/${handle}/team`);
  await expect(theirs.getByRole("button", { name: "Invite people" })).not.toHaveAttribute("aria-disabled");

  await row.getByRole("button", { name: /^Remove/ }).click();
  await owner.page.getByRole("button", { name: "Remove member" }).click();
  await expect(row).toHaveCount(0);
  await expect(owner.page.getByText("1 used · 0 reserved · 2 free of 3")).toBeVisible();
  await theirs.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Usage" }).click();
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("Page not found");
  for (const section of ["overview", "team", "packages", "usage", "billing", "settings"]) {
    expect(await visit(theirs, `/orgs/${handle}/${section}`), section).toBe(404);
  }
});

test("the last owner cannot step down", async ({ newcomer }) => {
  const owner = await newcomer();
  await foundOrganization(owner);
  const { page } = owner;
  await page.getByRole("button", { name: /^Change the role of/ }).click();
  await page.getByRole("menuitemradio", { name: /^Member/ }).click();
  await page.getByRole("button", { name: "Change my role" }).click();
  // Checks the refusal: the dialog mentions owners before it asks, and stays open while it asks.
  await expect(page.getByRole("dialog")).toContainText("This is the last owner");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^Change the role of/ })).toContainText("Owner");
});
