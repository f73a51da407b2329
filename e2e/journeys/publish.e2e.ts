import type { Page } from "@playwright/test";
import { askWhy, live, visit } from "../fixtures/live-page";
import { acceptInvitation, expect, foundOrganization, invite, test, unique } from "../fixtures/people";
import { packedPackage } from "../fixtures/tarball";
import { createToken } from "../fixtures/tokens";

type Upload = Awaited<ReturnType<typeof packedPackage>>;

/** Chooses a tarball on an account's publish page, which shows the outlook before the upload. */
async function choose(page: Page, path: string, tarball: Upload) {
  await visit(page, path);
  await page.locator('input[type="file"]').setInputFiles(tarball);
}

test("a private package goes from the browser to a colleague's npm, and to nobody else's", async ({
  newcomer,
  stranger,
  terminal,
}) => {
  // Three people and four runs of npm mostly wait on a busy machine.
  test.slow();
  const owner = await newcomer();
  const handle = await foundOrganization(owner);
  const colleague = await newcomer();
  await invite(owner.page, colleague.email);
  await acceptInvitation(colleague, handle);
  const name = `@${handle}/greeter`;
  const { page } = owner;
  await choose(
    page,
    `/orgs/${handle}/packages/publish`,
    await packedPackage(
      { name, version: "1.0.0", description: "Says hello", main: "index.js", license: "MIT" },
      { "README.md": "# Greeter\n\nSays **hello**.\n", "index.js": 'module.exports = () => "hello";\n' },
    ),
  );
  await expect(page.getByText("as a new private package")).toBeVisible();
  await page.getByRole("button", { name: "Publish package" }).click();
  await expect(page.getByRole("heading", { name: `${name}@1.0.0` })).toContainText("is live");
  await page.getByRole("link", { name: "Open package" }).click();

  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(page.getByRole("heading", { name: "Greeter", exact: true })).toBeVisible();
  const tab = (label: string) =>
    page.getByRole("navigation", { name: `Pages of ${name}` }).getByRole("link", { name: label });
  await tab("Files").click();
  await page.getByRole("link", { name: "index.js" }).click();
  await expect(page.getByText('module.exports = () => "hello";')).toBeVisible();
  await tab("Manifest").click();
  await expect(page.getByText('"description": "Says hello"')).toBeVisible();
  await tab("Provenance").click();
  await expect(page.getByText("A session in the dashboard")).toBeVisible();
  await expect(page.getByText("127.0.0.1").or(page.getByText("::1")).first()).toBeVisible();

  const machine = await terminal(await createToken(colleague.page, "Laptop", ["read"]));
  const installed = await machine.npm("install", name);
  expect(installed.code, installed.out).toBe(0);
  expect(await machine.read(`node_modules/${name}/index.js`)).toContain("hello");

  const outsider = await newcomer();
  expect(await visit(outsider.page, `/${name}`)).toBe(404);
  expect(await visit(await stranger(), `/${name}`)).toBe(404);
  const elsewhere = await terminal(await createToken(outsider.page, "Laptop", ["read"]));
  for (const machineOfNobody of [elsewhere, await terminal(null)]) {
    const refused = await machineOfNobody.npm("install", name);
    expect(refused.code).not.toBe(0);
    expect(refused.out).toContain("E404");
  }
  await visit(outsider.page, "/search?q=greeter");
  await expect(outsider.page.getByRole("main")).not.toContainText(name);
});

test("on Free a private package is refused in words before the upload, and by npm in one sentence", async ({
  newcomer,
  terminal,
}) => {
  const { page, handle } = await newcomer();
  const manifest = { name: `@${handle}/secret`, version: "1.0.0", publishConfig: { access: "restricted" } };
  await choose(page, "/packages/publish", await packedPackage(manifest));
  await expect(page.getByText("This would be refused")).toBeVisible();
  const popover = await askWhy(page.getByRole("button", { name: "Publish package" }));
  await expect(popover).toContainText("The plan includes none");
  await expect(popover).toContainText("Free includes no private packages");

  const machine = await terminal(await createToken(page, "Laptop", ["read", "publish"]));
  await machine.write("package.json", JSON.stringify(manifest));
  const refused = await machine.npm("publish");
  expect(refused.code).not.toBe(0);
  expect(refused.out).toContain("E402");
  expect(refused.out).toContain(`Free includes no private packages: ${manifest.name} would be private.`);
  expect(await visit(page, `/@${handle}/secret`), "nothing is left behind").toBe(404);

  await choose(page, "/packages/publish", await packedPackage({ ...manifest, publishConfig: { access: "public" } }));
  await page.getByRole("button", { name: "Publish package" }).click();
  await expect(page.getByRole("heading", { name: `@${handle}/secret@1.0.0` })).toBeVisible();
});

test("a version that exists is refused before the upload, and the next one is not", async ({ newcomer }) => {
  const { page, handle } = await newcomer();
  const name = `@${handle}/steps`;
  for (const version of ["1.0.0", "1.0.1"]) {
    await choose(page, "/packages/publish", await packedPackage({ name, version }));
    await page.getByRole("button", { name: "Publish package" }).click();
    await expect(page.getByRole("heading", { name: `${name}@${version}` })).toBeVisible();
  }
  await choose(page, "/packages/publish", await packedPackage({ name, version: "1.0.1" }));
  await expect(page.getByText("This would be refused")).toBeVisible();
  await expect(page.getByRole("button", { name: "Publish package" })).toBeDisabled();
});

test("refuses a file that is no package with a reason, and leaves nothing behind", async ({ newcomer }) => {
  const { page, handle } = await newcomer();
  await choose(page, "/packages/publish", {
    name: "holiday.tgz",
    mimeType: "application/gzip",
    buffer: Buffer.from("not a tarball"),
  });
  await page.getByRole("button", { name: "Publish package" }).click();
  await expect(page.getByText("Not published")).toBeVisible();
  await visit(page, `/@${handle}`);
  await expect(page.getByText("No packages", { exact: true })).toBeVisible();
});

test("content is written in a form that checks as one types, shows a preview, and publishes", async ({
  newcomer,
  stranger,
  terminal,
}) => {
  const { page, handle } = await newcomer();
  const base = unique("dusk");
  const name = `@${handle}/${base}`;
  await visit(page, "/packages/publish/content");
  const preview = page.getByRole("region", { name: "Preview" });
  const editor = page.getByLabel("Document");
  await page.getByLabel(/^Name, after/).fill(base);
  const publish = page.getByRole("button", { name: "Publish theme" });

  await editor.fill('{ "name": "Dusk",');
  await expect(preview).toContainText("Not JSON");
  await expect(publish).toBeDisabled();
  await editor.fill(JSON.stringify({ name: "", tokens: { ink: ["no", "colour"] } }));
  await expect(preview).toContainText("name: needs a name");
  await expect(preview).toContainText("tokens.ink");
  await expect(publish).toBeDisabled();
  await editor.fill(JSON.stringify({ name: "Dusk", description: "", tokens: { ink: "#102030", gap: "8px" } }));
  await expect(preview).toContainText("#102030");
  await page.getByLabel("Description").fill("Colours of the late evening");
  await expect(page.getByText("as a new public package")).toBeVisible();
  await publish.click();
  await page.waitForURL(`**/${name}`);
  await live(page);
  await expect(page.getByText("theme", { exact: true }).first()).toBeVisible();

  const visitor = await stranger();
  await visit(visitor, `/search?kind=theme&q=${base}`);
  await expect(visitor.getByRole("list", { name: "Packages found" })).toContainText(name);
  const machine = await terminal(null);
  const installed = await machine.npm("install", name);
  expect(installed.code, installed.out).toBe(0);
  expect(JSON.parse(await machine.read(`node_modules/${name}/content.json`))).toMatchObject({ name: "Dusk" });
});

test("a role that does not publish is told so instead of a form", async ({ persona }) => {
  const page = await persona("acme-auditor");
  await visit(page, "/orgs/acme/packages/publish");
  await expect(page.getByRole("main")).toContainText("You cannot publish here");
  await expect(page.locator('input[type="file"]')).toHaveCount(0);
});
