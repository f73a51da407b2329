import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { versionDetail } from "@/lib/packages/catalogue/package-view";
import { publishBody } from "@/lib/packages/npm/publish-body.fixture";
import { inPieces, packageTgz } from "@/lib/packages/npm/tarball.fixture";
import { publishUpload } from "@/lib/packages/publish/publish-upload";
import { viewerOf } from "@/lib/people/members/members.fixture";
import { ABBREVIATED, manifestOf, NewPackage } from "@/registry/new-package.fixture";
import { ownRegistry } from "@/registry/registry.fixture";

const registry = ownRegistry();
const pkg = new NewPackage(registry);

const evil = { path: "package/evil.js", text: "#!/usr/bin/env node" };
const hello = { path: "package/bin/hello.js", text: "#!/usr/bin/env node" };

/** Publishes a tarball whose package.json has `packed`, with `claimed` in the manifest that is sent. */
function publish(packed: object, claimed: object, files: Parameters<typeof packageTgz>[1] = []) {
  const base = { name: pkg.name, version: "1.0.0" };
  return registry.publish(pkg.token, {
    manifest: { ...base, ...claimed },
    tarball: packageTgz({ ...base, ...packed }, files),
  });
}

async function shown(version = "1.0.0") {
  const full = manifestOf((await pkg.packument()).json, version);
  const abbreviated = manifestOf((await pkg.packument(ABBREVIATED)).json, version);
  const { json: one } = await registry.ask("GET", `${pkg.path}/${version}`, { token: pkg.token });
  return { full, abbreviated, one };
}

describe("what clients act on is the tarball's", () => {
  it("whatever the sent manifest says", async () => {
    const claimed = {
      os: ["!linux"],
      cpu: ["none"],
      libc: ["musl"],
      engines: { node: "0.1" },
      exports: "./evil.js",
      main: "evil.js",
      license: "NONE",
      bundleDependencies: ["lodash"],
      acceptDependencies: { a: "1" },
      peerDependenciesMeta: { a: { optional: true } },
      funding: "https://evil.example",
      workspaces: ["evil"],
      gypfile: true,
      description: "Evil",
      publishConfig: { access: "public" },
      _nodeVersion: "20.19.0",
    };
    const packed = { os: ["linux"], engines: { node: ">=20" }, license: "MIT", description: "Good" };
    expect((await publish(packed, claimed, [evil])).status).toBe(201);
    const { full, abbreviated, one } = await shown();
    for (const manifest of [full, one]) {
      expect(manifest).toMatchObject({ ...packed, _nodeVersion: "20.19.0" });
      for (const key of Object.keys(claimed)) {
        if (!(key in packed) && key !== "_nodeVersion") expect(manifest).not.toHaveProperty(key);
      }
    }
    expect(abbreviated).toMatchObject({ os: ["linux"], engines: { node: ">=20" } });
    expect(abbreviated).not.toHaveProperty("bundleDependencies");
    expect((await pkg.packument()).json).toMatchObject({ license: "MIT", description: "Good", access: "restricted" });
  });

  it("and a command that runs another file is refused", async () => {
    const answer = await publish({}, { bin: { "git-evil": "./evil.js" } }, [evil]);
    expect(answer.status).toBe(400);
    expect(answer.json.error).toMatch(/command git-evil run evil\.js/);
    expect((await publish({ bin: "./evil.js" }, { bin: { [pkg.base]: "evil.js" } }, [evil])).status).toBe(201);
  });

  it.each([
    ["npm", { bin: { "hello.js": "bin/hello.js" } }],
    ["yarn 4", {}],
  ])("as %s and an upload send it: directories.bin becomes commands", async (_client, claimed) => {
    const directories = { bin: "./bin" };
    expect((await publish({ directories }, { directories, ...claimed }, [hello])).status).toBe(201);
    const { full, abbreviated } = await shown();
    for (const manifest of [full, abbreviated]) expect(manifest).toMatchObject({ bin: { "hello.js": "bin/hello.js" } });

    const upload = packageTgz({ name: pkg.name, version: "1.1.0", directories }, [hello]);
    await publishUpload(pkg.org.ctx, { body: inPieces(upload), contentLength: upload.length, tags: [] });
    expect((await shown("1.1.0")).full).toMatchObject({ bin: { "hello.js": "bin/hello.js" } });
  });
});

it("keeps keys in the order of package.json, in every document and on the page", async () => {
  const packed = {
    exports: {
      ".": { types: "./t.d.ts", node: "./n.js", import: "./i.mjs", require: "./r.cjs", default: "./d.js" },
      "./package.json": "./package.json",
    },
    typesVersions: { ">=4.2": { "*": ["new/*"] }, "*": { "*": ["old/*"] } },
  };
  expect((await publish(packed, packed)).status).toBe(201);
  const text = JSON.stringify(packed).slice(1, -1);
  expect((await pkg.packument()).text).toContain(text);
  expect((await registry.ask("GET", `${pkg.path}/1.0.0`, { token: pkg.token })).text).toContain(text);
  const { manifest } = await versionDetail(viewerOf(pkg.org.owner), pkg.name, "1.0.0");
  expect(JSON.stringify(manifest)).toContain(text);
});

it("never changes a manifest afterwards", async () => {
  await pkg.publish();
  const where = { package: { name: pkg.name } };
  await expect(db().packageVersion.updateMany({ where, data: { manifest: {} } })).rejects.toThrow(/never changes/);
  expect(await db().packageVersion.updateMany({ where, data: { deprecated: "old" } })).toEqual({ count: 1 });
});

describe("deprecated in package.json", () => {
  it.each([
    ["use e instead", "use e instead"],
    [false, undefined],
    ["", undefined],
    [true, undefined],
  ])("%j deprecates that version alone: %j", async (deprecated, expected) => {
    await pkg.publish();
    const manifest = { name: pkg.name, version: "1.1.0", deprecated };
    expect((await registry.publish(pkg.token, { manifest })).status).toBe(201);
    const { json } = await pkg.packument();
    expect(Object(manifestOf(json, "1.1.0")).deprecated).toBe(expected);
    expect(manifestOf(json, "1.0.0")).not.toHaveProperty("deprecated");
  });

  it("has the limit of npm deprecate", async () => {
    expect((await pkg.publish("1.0.0", { deprecated: "x".repeat(1_025) })).status).toBe(400);
    expect((await pkg.publish("1.0.0", { deprecated: "x".repeat(1_024) })).status).toBe(201);
  });
});

it("publishes 1.0.0+b1 as 1.0.0, as yarn sends it", async () => {
  const manifest = { name: pkg.name, version: "1.0.0+b1" };
  expect((await registry.publish(pkg.token, { manifest })).status).toBe(201);
  const { json } = await pkg.packument();
  expect(json).toMatchObject({ "dist-tags": { latest: "1.0.0" }, versions: { "1.0.0": { version: "1.0.0" } } });
  const again = await registry.ask("PUT", pkg.path, { token: pkg.token, body: publishBody({ manifest }) });
  expect(again.status).toBe(201);
  expect(await pkg.versions()).toEqual(["1.0.0"]);
});

it("decodes a readme in UTF-16 and shows no binary one", async () => {
  const utf16 = Buffer.from("\uFEFF# Grüße", "utf16le");
  expect((await publish({}, {}, [{ path: "package/README.md", text: utf16 }])).status).toBe(201);
  expect((await pkg.packument()).json.readme).toBe("# Grüße");
});
