import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Role } from "@/generated/prisma/enums";
import { contextForAccount } from "@/lib/access/context";
import type { AccountContext, SignedIn, Viewer } from "@/lib/access/types";
import { at, nowMs } from "@/lib/clock";
import { listVersions, packageView, versionDetail, versionFiles } from "@/lib/packages/catalogue/package-view";
import { listPackages, type PackageListInput, scopeProfile } from "@/lib/packages/catalogue/queries";
import { readPackageFile } from "@/lib/packages/catalogue/read-file";
import { versionReadme } from "@/lib/packages/catalogue/version-readme";
import { ownStorage } from "@/lib/packages/publish/packages.fixture";
import { anonymous, keyViewerOf, publish } from "@/lib/packages/publish/publish.fixture";
import { unpublishVersions } from "@/lib/packages/upkeep/unpublish-versions";
import {
  contextOf,
  newMember,
  newOrganization,
  newPerson,
  request,
  type TestOrganization,
  viewerOf,
} from "@/lib/people/members/members.fixture";

ownStorage();

const first: PackageListInput = {
  query: "",
  kind: null,
  visibility: null,
  status: null,
  sort: { by: "updated", descending: true },
  after: null,
  before: null,
  limit: 50,
};

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "ok",
    (error: { code?: string }) => error.code ?? String(error),
  );

describe("who sees what", () => {
  let org: TestOrganization;
  let secret: string;
  let open: string;
  const people = new Map<Role, SignedIn>();

  beforeAll(async () => {
    org = await newOrganization(10);
    for (const role of ["admin", "member", "billing", "auditor"] as const) people.set(role, await newMember(org, role));
    people.set("owner", org.owner);
    const scope = `@${org.account.handle}`;
    secret = `${scope}/secret`;
    open = `${scope}/open`;
    const files = [
      { path: "package/README.md", text: "# Hello" },
      { path: "package/lib/a.js", text: "export {};\n" },
      { path: "package/logo.png", text: Buffer.from([137, 80, 78, 71, 0, 1]) },
    ];
    await publish(org.ctx, { name: secret, files });
    await publish(org.ctx, { name: open, access: "public", files });
  });

  const person = (role: Role) => people.get(role) ?? org.owner;

  /** The results for the private package: metadata, contents, the profile's list and its count. */
  async function outcome(viewer: Viewer) {
    const profile = await scopeProfile(viewer, org.account.handle, first);
    return {
      view: await code(packageView(viewer, secret, null)),
      versions: await code(listVersions(viewer, secret, { after: null, before: null, limit: 5 })),
      detail: await code(versionDetail(viewer, secret, "1.0.0")),
      readme: await code(versionReadme(viewer, secret, "1.0.0")),
      files: await code(versionFiles(viewer, secret, "1.0.0")),
      content: await code(readPackageFile(viewer, secret, "1.0.0", "lib/a.js")),
      listed: profile.packages.rows.map(({ name }) => name).sort(),
      count: profile.packages.count,
    };
  }

  const all = (answer: string) => ({ view: answer, versions: answer, detail: answer, readme: answer, files: answer });
  const both = () => ({ listed: [open, secret], count: { matching: 2, all: 2 } });
  const openOnly = () => ({ listed: [open], count: { matching: 1, all: 1 } });

  it.each(["owner", "admin", "member"] as const)("%s reads and installs", async (role) => {
    expect(await outcome(viewerOf(person(role)))).toEqual({ ...all("ok"), content: "ok", ...both() });
  });

  it("an auditor reads what the package says of itself, and no contents", async () => {
    expect(await outcome(viewerOf(person("auditor")))).toEqual({ ...all("ok"), content: "FORBIDDEN", ...both() });
  });

  it("billing sees no packages", async () => {
    const seen = await outcome(viewerOf(person("billing")));
    expect(seen).toEqual({ ...all("FORBIDDEN"), content: "FORBIDDEN", ...openOnly() });
  });

  it("another tenant and nobody find nothing, and count nothing", async () => {
    const stranger = await newOrganization(2);
    const nothing = { ...all("NOT_FOUND"), content: "NOT_FOUND", ...openOnly() };
    expect(await outcome(viewerOf(stranger.owner))).toEqual(nothing);
    expect(await outcome(anonymous)).toEqual(nothing);
    expect(await code(packageView(anonymous, `@${org.account.handle}/never-was`, null))).toBe("NOT_FOUND");
  });

  it("a key sees what its person, its scopes and its patterns let through", async () => {
    const member = person("member");
    expect(await outcome(keyViewerOf(member))).toEqual({ ...all("ok"), content: "ok", ...both() });
    const inside = keyViewerOf(member, { packagePatterns: [`@${org.account.handle}/sec*`] });
    expect(await outcome(inside)).toEqual({ ...all("ok"), content: "ok", ...both() });
    const outside = keyViewerOf(member, { packagePatterns: [`@${org.account.handle}/other-*`] });
    expect(await outcome(outside)).toEqual({ ...all("FORBIDDEN"), content: "FORBIDDEN", ...openOnly() });
    const scopeless = keyViewerOf(member, { scopes: ["audit:read"] });
    expect(await outcome(scopeless)).toEqual({ ...all("FORBIDDEN"), content: "FORBIDDEN", ...openOnly() });
  });

  it("everybody reads a public package, and only members where it came from", async () => {
    expect(await readPackageFile(anonymous, open, "1.0.0", "lib/a.js")).toEqual({
      type: "text",
      path: "lib/a.js",
      size: 11,
      text: "export {};\n",
      truncated: false,
    });
    expect(await readPackageFile(anonymous, open, "1.0.0", "logo.png")).toMatchObject({ type: "binary", size: 6 });
    expect(await code(readPackageFile(anonymous, open, "1.0.0", "nothing.js"))).toBe("NOT_FOUND");
    // Every fiftieth kilobyte cannot be compressed: more zeros would be a bomb.
    const spread = Buffer.concat(
      Array.from({ length: 2_700 }, () => [randomBytes(1024), Buffer.alloc(49 * 1024)]).flat(),
    );
    const files = [{ path: "package/zeros", text: spread }];
    await publish(org.ctx, { name: open, version: "1.0.1", access: "public", files });
    expect(await readPackageFile(anonymous, open, "1.0.1", "package.json")).toMatchObject({ type: "large" });
    expect(await code(packageView(anonymous, open, "9.9.9"))).toBe("NOT_FOUND");
    const outside = await versionDetail(anonymous, open, "1.0.0");
    expect(outside.provenance).toMatchObject({ publisher: "Olivia", origin: null });
    const inside = await versionDetail(viewerOf(person("member")), open, "1.0.0");
    expect(inside.provenance.origin).toEqual({ key: "", address: "203.0.113.9", client: "npm/11.0.0" });
  });

  it("tells what a role may do with it", async () => {
    const may = async (viewer: Viewer) => (await packageView(viewer, open, null)).may;
    const nothing = { read: true, install: true, deprecate: false, tag: false, unpublish: false, visibility: false };
    expect(await may(anonymous)).toEqual(nothing);
    expect(await may(viewerOf(person("auditor")))).toEqual(nothing);
    expect(await may(viewerOf(person("member")))).toEqual({ ...nothing, deprecate: true, tag: true });
    const powers = { ...nothing, deprecate: true, tag: true, unpublish: true, visibility: true };
    expect(await may(viewerOf(person("admin")))).toEqual(powers);
    expect(await may(keyViewerOf(person("admin"), { scopes: ["read"] }))).toEqual(nothing);
  });

  it("lists an account's packages for those of its roles that read packages", async () => {
    const listed = async (ctx: AccountContext) => (await listPackages(ctx, first)).count;
    for (const role of ["owner", "admin", "member", "auditor"] as const) {
      expect(await listed(await contextOf(org.account, person(role)))).toEqual({ matching: 2, all: 2 });
    }
    expect(await code(listPackages(await contextOf(org.account, person("billing")), first))).toBe("FORBIDDEN");
    const { key } = keyViewerOf(person("member"), { packagePatterns: [`@${org.account.handle}/o*`] });
    const member = person("member");
    const presented = { ...key, name: "ci", userId: member.userId, userName: member.name, email: member.email };
    const ceiling = { keyId: key?.keyId ?? "", scopes: ["read"], packagePatterns: key?.packagePatterns ?? [] };
    const held = await contextForAccount(org.account.id, { key: { ...presented, ...ceiling } }, request);
    expect(await listed(held)).toEqual({ matching: 1, all: 1 });
  });

  it("a package whose last version is gone is seen by nobody", async () => {
    const gone = `@${org.account.handle}/gone`;
    await publish(org.ctx, { name: gone, access: "public" });
    expect(await code(packageView(anonymous, gone, null))).toBe("ok");
    await unpublishVersions(org.ctx, { name: gone, versions: null, expectedRevision: null });
    expect(await code(packageView(viewerOf(org.owner), gone, null))).toBe("NOT_FOUND");
    expect((await scopeProfile(viewerOf(org.owner), org.account.handle, first)).packages.count.all).toBe(2);
  });

  it("knows no scope that nobody has", async () => {
    expect(await code(scopeProfile(anonymous, "nobody-has-this", first))).toBe("NOT_FOUND");
  });
});

describe("lists", () => {
  it("pages without gaps or repeats in every order, while others publish", async () => {
    const org = await newOrganization(2);
    const scope = `@${org.account.handle}`;
    const start = nowMs() + 3_600_000;
    const names: string[] = [];
    for (let n = 0; n < 11; n++) {
      const name = `${scope}/p${String((n * 7) % 11).padStart(2, "0")}`;
      names.push(name);
      const manifest = { description: "x".repeat(n * 40) };
      // Three share each instant, so that ids break ties.
      await at(new Date(start + Math.floor(n / 3) * 1_000), () => publish(org.ctx, { name, manifest }));
    }
    for (const by of ["name", "updated", "size"] as const) {
      for (const descending of [true, false]) {
        const sort = { by, descending };
        const seen: string[] = [];
        let after: string | null = null;
        let back: string | null = null;
        do {
          const page = await listPackages(org.ctx, { ...first, sort, limit: 4, after });
          seen.push(...page.rows.map(({ name }) => name).filter((name) => names.includes(name)));
          back = page.cursors.previous ?? back;
          after = page.cursors.next;
          // It sorts before all rows read so far: a walk may miss it, and no other row moves.
          await at(new Date(start - 1_000), () =>
            publish(org.ctx, { name: `${scope}/new-${by}-${descending}-${seen.length}` }),
          );
        } while (after !== null);
        expect(seen.toSorted(), `${by} ${descending}`).toEqual(names.toSorted());
        const before = await listPackages(org.ctx, { ...first, sort, limit: 4, before: back });
        expect(before.rows).toHaveLength(4);
        expect(before.cursors.next).not.toBeNull();
      }
    }
  });

  it("filters in the database and counts exactly", async () => {
    const org = await newOrganization(2);
    const scope = `@${org.account.handle}`;
    const theme = [{ path: "package/content.json", text: JSON.stringify({ name: "Night" }) }];
    await publish(org.ctx, { name: `${scope}/night`, manifest: { packhouse: { kind: "theme" } }, files: theme });
    await publish(org.ctx, { name: `${scope}/ui_kit`, access: "public", manifest: { description: "100% buttons" } });
    await publish(org.ctx, { name: `${scope}/uixkit` });
    const found = async (input: Partial<PackageListInput>) => {
      const { rows, count } = await listPackages(org.ctx, {
        ...first,
        ...input,
        sort: { by: "name", descending: false },
      });
      expect(count).toEqual({ matching: rows.length, all: 3 });
      return rows.map(({ name }) => name.slice(scope.length + 1));
    };
    expect(await found({})).toEqual(["night", "ui_kit", "uixkit"]);
    expect(await found({ kind: "theme" })).toEqual(["night"]);
    expect(await found({ visibility: "public" })).toEqual(["ui_kit"]);
    expect(await found({ query: "ui_k" })).toEqual(["ui_kit"]);
    expect(await found({ query: "100%" })).toEqual(["ui_kit"]);
    expect(await found({ status: "deprecated" })).toEqual([]);
    expect(await found({ status: "active", query: "UIX" })).toEqual(["uixkit"]);
  });

  it("refuses a cursor of another list", async () => {
    const org = await newOrganization(2);
    const cursor = Buffer.from(JSON.stringify(["1", "2"])).toString("base64url");
    for (const by of ["name", "updated", "size"] as const) {
      const input = { ...first, sort: { by, descending: true }, after: cursor };
      expect(await code(listPackages(org.ctx, input))).toBe("VALIDATION");
    }
    const person = await newPerson("Nora");
    expect((await scopeProfile(anonymous, person.handle, first)).packages.rows).toEqual([]);
  });

  it("pages versions, the newest first, each with its tags", async () => {
    const org = await newOrganization(2);
    const name = `@${org.account.handle}/ui`;
    const versions = ["1.0.0", "1.1.0", "2.0.0-beta.1", "2.0.0", "2.1.0"];
    for (const version of versions) await publish(org.ctx, { name, version });
    const viewer = viewerOf(org.owner);
    const one = await listVersions(viewer, name, { after: null, before: null, limit: 3 });
    const two = await listVersions(viewer, name, { after: one.cursors.next, before: null, limit: 3 });
    expect([...one.rows, ...two.rows].map(({ version }) => version)).toEqual(versions.toReversed());
    expect(one.rows[0]).toMatchObject({ version: "2.1.0", tags: ["latest"], publisher: "Olivia" });
    expect(two.cursors.next).toBeNull();
    const back = await listVersions(viewer, name, { after: null, before: two.cursors.previous, limit: 3 });
    expect(back.rows).toEqual(one.rows);
    expect((await packageView(viewer, name, "1.1.0")).version.version).toBe("1.1.0");
    expect((await packageView(viewer, name, null)).version.version).toBe("2.1.0");
  });
});
