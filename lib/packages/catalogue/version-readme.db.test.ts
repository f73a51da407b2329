import { beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/db";
import { versionReadme } from "@/lib/packages/catalogue/version-readme";
import { ownStorage } from "@/lib/packages/publish/packages.fixture";
import { anonymous, publish } from "@/lib/packages/publish/publish.fixture";
import { RENDERER } from "@/lib/packages/readme/rules";
import { newOrganization, type TestOrganization } from "@/lib/people/members/members.fixture";
import { bundle } from "@/scripts/bundle.mjs";

ownStorage();
vi.stubEnv("LOG_LEVEL", "silent");

let org: TestOrganization;

beforeAll(async () => {
  await bundle(["readme"]);
  org = await newOrganization(10);
});

/** Publishes a package with this readme; returns what its page shows, and its version's id. */
async function published(name: string, text: string) {
  const packageName = `@${org.account.handle}/${name}`;
  const files = text === "" ? [] : [{ path: "package/README.md", text }];
  const { versionId } = await publish(org.ctx, { name: packageName, access: "public", files });
  return { versionId, show: () => versionReadme(anonymous, packageName, "1.0.0") };
}

const keptOf = (versionId: string) => db().renderedReadme.findUnique({ where: { versionId } });

describe("the readme of a version", () => {
  it("is rendered once, kept, and shown from there", async () => {
    const { versionId, show } = await published("once", "# Hello\n\n[a](docs/a.md)");
    expect(await keptOf(versionId)).toBeNull();

    await vi.waitFor(async () => expect(await show()).toMatchObject({ state: "formatted", complete: true }), 15_000);
    const kept = await keptOf(versionId);
    expect(kept).toMatchObject({ form: "html", renderer: RENDERER, complete: true, retryAt: null });
    expect(kept?.html).toContain(`href="/@${org.account.handle}/once/v/1.0.0/files/docs/a.md"`);

    await db().renderedReadme.update({ where: { versionId }, data: { html: "<p>kept</p>" } });
    expect(await show()).toEqual({ state: "formatted", html: "<p>kept</p>", complete: true });
  });

  it("is shared by views at the same time", async () => {
    const { show } = await published("shared", "# Hello");
    await vi.waitFor(async () => {
      const views = await Promise.all([show(), show(), show()]);
      expect(views.map(({ state }) => state)).toEqual(["formatted", "formatted", "formatted"]);
    }, 15_000);
  });

  it("is made anew after an older renderer, and left as a newer one made it", async () => {
    const { versionId, show } = await published("renderers", "# Hello");
    const row = { form: "html", complete: true, renderedAt: new Date(), html: "<p>other</p>" } as const;
    await db().renderedReadme.create({ data: { versionId, ...row, renderer: RENDERER - 1 } });
    await vi.waitFor(
      async () => expect(await show()).toMatchObject({ html: expect.stringContaining("Hello") }),
      15_000,
    );

    await db().renderedReadme.update({ where: { versionId }, data: { ...row, renderer: RENDERER + 1 } });
    expect(await show()).toMatchObject({ html: "<p>other</p>" });
  });

  it("is its text where it is too costly, for good; after it took too long, until the next try", async () => {
    const costly = "# a\n".repeat(20_000);
    const { versionId, show } = await published("costly", costly);
    await vi.waitFor(async () => expect(await show()).toMatchObject({ state: "plain", text: costly }), 15_000);
    expect(await keptOf(versionId)).toMatchObject({ form: "plain", html: "", retryAt: null });

    const long = await published("long", "# Hello");
    const late = { form: "plain", html: "", complete: true, renderer: RENDERER, renderedAt: new Date() } as const;
    const retryAt = new Date(Date.now() + 60_000);
    await db().renderedReadme.create({ data: { versionId: long.versionId, ...late, retryAt } });
    expect(await long.show()).toEqual({ state: "plain", text: "# Hello", complete: true });
    await db().renderedReadme.update({ where: { versionId: long.versionId }, data: { retryAt: new Date(0) } });
    await vi.waitFor(async () => expect(await long.show()).toMatchObject({ state: "formatted" }), 15_000);
  });

  it("says that it goes on behind its first 100,000 characters", async () => {
    const { show } = await published("endless", "word ".repeat(30_000));
    await vi.waitFor(async () => expect(await show()).toMatchObject({ state: "formatted", complete: false }), 15_000);
  });

  it("may be missing", async () => {
    const { show } = await published("none", "");
    expect(await show()).toEqual({ state: "none" });
  });
});
