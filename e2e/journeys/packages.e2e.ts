import type { Page } from "@playwright/test";
import { askWhy, live, visit } from "../fixtures/live-page";
import { acceptInvitation, expect, foundOrganization, invite, type Person, test, unique } from "../fixtures/people";
import { packedPackage } from "../fixtures/tarball";

/** Publishes without the page, like the form does; another journey covers the page. */
async function publish({ page }: Person, handle: string, manifest: { name: string; version: string; access?: string }) {
  const { access, ...rest } = manifest;
  const packed = await packedPackage({ ...rest, ...(access ? { publishConfig: { access } } : {}) });
  const answer = await page.request.post(`/api/packages/upload/${handle}`, {
    data: packed.buffer,
    headers: { "content-type": "application/octet-stream" },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

async function changeVersion(page: Page, version: string, item: RegExp) {
  await page.getByRole("button", { name: `Change ${version}`, exact: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
  return page.getByRole("dialog");
}

test("versions are deprecated, tagged and unpublished from their list", async ({ newcomer, terminal }) => {
  const me = await newcomer();
  const { page, handle } = me;
  const name = `@${handle}/clockwork`;
  for (const version of ["1.0.0", "1.1.0", "2.0.0"]) await publish(me, handle, { name, version });
  await visit(page, `/${name}/versions`);
  const row = (version: string) =>
    page.getByRole("row").filter({ has: page.getByRole("link", { name: version, exact: true }) });
  await expect(row("2.0.0")).toContainText("latest");

  const deprecation = await changeVersion(page, "1.0.0", /^Deprecate/);
  await deprecation.getByLabel("Message").fill("Use 2.0.0, this one loses time.");
  await deprecation.getByRole("button", { name: "Deprecate version" }).click();
  await expect(row("1.0.0")).toContainText("deprecated");

  const tagging = await changeVersion(page, "1.1.0", /^Set tag/);
  await tagging.getByLabel("Tag").fill("stable");
  await tagging.getByRole("button", { name: "Set tag" }).click();
  await expect(row("1.1.0")).toContainText("stable");

  const machine = await terminal(null);
  const seen = await machine.npm("view", `${name}@stable`, "version");
  expect(seen.out.trim()).toBe("1.1.0");
  const installed = await machine.npm("install", `${name}@1.0.0`);
  expect(installed.code, installed.out).toBe(0);
  expect(installed.out).toContain("Use 2.0.0, this one loses time.");

  const unpublishing = await changeVersion(page, "2.0.0", /^Unpublish/);
  const confirm = unpublishing.getByRole("button", { name: "Unpublish version" });
  await expect(confirm).toBeDisabled();
  await unpublishing.getByRole("textbox").fill(`${name}@1.1.0`);
  await expect(confirm).toBeDisabled();
  await unpublishing.getByRole("textbox").fill(`${name}@2.0.0`);
  await confirm.click();
  await expect(row("2.0.0")).toHaveCount(0);
  await expect(row("1.1.0")).toContainText("latest");
  expect(await visit(page, `/${name}/v/2.0.0`)).toBe(404);
  expect((await machine.npm("install", `${name}@2.0.0`)).out).toContain("ETARGET");
  const again = await page.request.post(`/api/packages/upload/${handle}`, {
    data: (await packedPackage({ name, version: "2.0.0" })).buffer,
  });
  expect(again.status(), "an unpublished number is never used again").toBe(409);
});

test("a page held to a version says so, and leads back to the latest", async ({ newcomer }) => {
  const me = await newcomer();
  const name = `@${me.handle}/almanac`;
  for (const version of ["1.0.0", "1.0.1"]) await publish(me, me.handle, { name, version });
  await visit(me.page, `/${name}/v/1.0.0`);
  await expect(me.page.getByRole("main")).toContainText("You are looking at 1.0.0; the latest version is 1.0.1.");
  await me.page.getByRole("link", { name: "Show 1.0.1" }).click();
  await expect(me.page).toHaveURL(new RegExp(`/${name}$`));
  expect(await visit(me.page, `/${name}/v/9.9.9`)).toBe(404);
  expect(await visit(me.page, `/${name}/settings`)).toBe(200);
});

test("a package that is opened is everybody's, and a plan without private ones keeps it open", async ({
  newcomer,
  stranger,
}) => {
  const owner = await newcomer();
  const handle = await foundOrganization(owner);
  const name = `@${handle}/opening`;
  await publish(owner, handle, { name, version: "1.0.0" });
  const visitor = await stranger();
  expect(await visit(visitor, `/${name}`), "an organization's package starts private").toBe(404);

  await visit(owner.page, `/${name}/settings`);
  await owner.page.getByRole("button", { name: "Make public" }).click();
  const dialog = owner.page.getByRole("dialog");
  await expect(dialog).toContainText("It moves from the limit of private packages to that of public ones.");
  await dialog.getByRole("textbox").fill(name);
  await dialog.getByRole("button", { name: "Make public" }).click();
  await expect(owner.page.getByText("This package is public.")).toBeVisible();
  expect(await visit(visitor, `/${name}`)).toBe(200);

  const own = `@${owner.handle}/mine`;
  await publish(owner, owner.handle, { name: own, version: "1.0.0" });
  await visit(owner.page, `/${own}/settings`);
  const popover = await askWhy(owner.page.getByRole("button", { name: "Make private" }));
  await expect(popover).toContainText("Free includes no private packages");
});

test("a member may publish and deprecate, and is told who may unpublish", async ({ newcomer }) => {
  const owner = await newcomer();
  const handle = await foundOrganization(owner);
  const member = await newcomer();
  await invite(owner.page, member.email);
  await acceptInvitation(member, handle);
  const name = `@${handle}/shared`;
  await publish(member, handle, { name, version: "1.0.0" });
  await visit(member.page, `/${name}/versions`);
  await member.page.getByRole("button", { name: "Change 1.0.0" }).click();
  await expect(member.page.getByRole("menuitem", { name: /^Deprecate/ })).toBeEnabled();
  await expect(member.page.getByRole("menuitem", { name: "Unpublish… (owner or admin)" })).toBeDisabled();
});

test("a changed handle leaves an alias: packages, profile and organization pages stay reachable", async ({
  newcomer,
  terminal,
}) => {
  const owner = await newcomer();
  const { page } = owner;
  const before = await foundOrganization(owner);
  const name = `@${before}/kept`;
  await publish(owner, before, { name, version: "1.0.0", access: "public" });
  const after = unique("atelier");
  await visit(page, `/orgs/${before}/settings`);
  await page.getByLabel("Handle", { exact: true }).fill(after);
  await page.getByRole("button", { name: "Change handle" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill(before);
  await dialog.getByRole("button", { name: "Change handle" }).click();
  await page.waitForURL(`**/orgs/${after}/settings`);

  await page.goto(`/orgs/${before}/team?role=owner`);
  await expect(page).toHaveURL(new RegExp(`/orgs/${after}/team\\?role=owner$`));
  await page.goto(`/@${before}`);
  await expect(page).toHaveURL(new RegExp(`/@${after}$`));
  await expect(page.getByRole("table")).toContainText(name);
  expect(await visit(page, `/${name}`)).toBe(200);
  const machine = await terminal(null);
  const installed = await machine.npm("install", name);
  expect(installed.code, installed.out).toBe(0);
});

test("the profile is saved, shown to colleagues, and validated", async ({ newcomer, stranger }) => {
  const { page, handle } = await newcomer();
  await visit(page, "/settings");
  await page.getByLabel("Name").fill("Ada Lovelace");
  await page.getByLabel("Bio").fill("Notes on engines.");
  await page.getByRole("button", { name: "Save profile" }).click();
  await expect(page.getByText("Profile saved")).toBeVisible();
  const visitor = await stranger();
  await visit(visitor, `/@${handle}`);
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText("Ada Lovelace");
  await expect(visitor.getByRole("main")).toContainText("Notes on engines.");

  await page.getByLabel("Handle", { exact: true }).fill("admin");
  await expect(page.getByText("The handle admin is reserved. Choose another one.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Change handle" })).toBeDisabled();
  await page.getByLabel("Handle", { exact: true }).fill("acme");
  await page.getByRole("button", { name: "Change handle" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Change handle" }).click();
  await expect(page.getByRole("main")).toContainText(/taken/);
  await live(page);
});
