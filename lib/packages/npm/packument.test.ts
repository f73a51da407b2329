import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { normalizeManifest } from "@/lib/packages/npm/manifest";
import {
  buildPackument,
  type PackageFacts,
  selectManifest,
  serializeJson,
  serializePackument,
  type VersionFacts,
} from "@/lib/packages/npm/packument";
import { formatRevision, parseRevision } from "@/lib/packages/npm/revision";

const origin = "http://localhost:4873";

function version(number: string, more: Partial<VersionFacts> = {}): VersionFacts {
  const dist = { integrity: `sha512-${number}`, shasum: number, fileCount: 1, unpackedSize: 10 };
  const manifest = { description: `at ${number}`, license: "MIT", scripts: { test: "x" }, dependencies: { a: "1" } };
  const identity = { name: "@s/p", version: number, dist, hasInstallScript: false, hasShrinkwrap: false };
  return {
    version: number,
    manifest: normalizeManifest(manifest, identity),
    publishedAt: new Date(`2026-01-0${number.charAt(0)}T00:00:00Z`),
    deprecated: null,
    ...more,
  };
}

const facts: PackageFacts = {
  name: "@s/p",
  revision: 7,
  access: "restricted",
  createdAt: new Date("2026-01-01T00:00:00Z"),
  modifiedAt: new Date("2026-03-01T00:00:00Z"),
  description: "at the top",
  readme: "# Read me",
  readmeFilename: "README.md",
  distTags: { latest: "1.0.0", next: "2.0.0" },
  versions: [version("1.0.0", { deprecated: "old" }), version("2.0.0", { publisher: { name: "ann" } })],
  maintainers: [{ name: "ann", email: "ann@acme.example" }],
  users: ["bob"],
};

describe("buildPackument", () => {
  const { full, abbreviated } = buildPackument(facts, origin);

  it("says everything in the full form", () => {
    expect(full).toMatchObject({
      _id: "@s/p",
      _rev: formatRevision("@s/p", 7),
      name: "@s/p",
      description: "at the top",
      "dist-tags": { latest: "1.0.0", next: "2.0.0" },
      maintainers: [{ name: "ann", email: "ann@acme.example" }],
      users: { bob: true },
      access: "restricted",
      readme: "# Read me",
      readmeFilename: "README.md",
      license: "MIT",
      versions: {
        "1.0.0": { _id: "@s/p@1.0.0", deprecated: "old", scripts: { test: "x" } },
        "2.0.0": {
          _npmUser: { name: "ann" },
          dist: { tarball: `${origin}/@s/p/-/p-2.0.0.tgz`, integrity: "sha512-2.0.0" },
        },
      },
    });
    expect(JSON.stringify(full.versions)).not.toContain("Read me");
  });

  it("says only what installing needs in the abbreviated form", () => {
    expect(Object.keys(abbreviated).sort()).toEqual(["dist-tags", "modified", "name", "time", "versions"]);
    expect(abbreviated).toMatchObject({
      modified: "2026-03-01T00:00:00.000Z",
      versions: { "1.0.0": { deprecated: "old" } },
    });
    expect(JSON.stringify(abbreviated)).not.toMatch(/scripts|_npmUser|_id|readme/);
  });

  it("has the complete time in both forms, as text", () => {
    const time = {
      created: "2026-01-01T00:00:00.000Z",
      modified: "2026-03-01T00:00:00.000Z",
      "1.0.0": "2026-01-01T00:00:00.000Z",
      "2.0.0": "2026-02-01T00:00:00.000Z".replace("02-01", "01-02"),
    };
    expect(full.time).toEqual(time);
    expect(abbreviated.time).toEqual(time);
  });

  it("builds a package without versions, readme and description", () => {
    const bare = buildPackument({ ...facts, versions: [], distTags: {}, readme: null, description: null }, origin);
    expect(bare.full).toMatchObject({ versions: {}, readme: "", "dist-tags": {} });
    expect(bare.full).not.toHaveProperty("description");
  });
});

describe("serializePackument", () => {
  it("gives bytes, the same bytes as gzip, and a strong tag of their own for each form", async () => {
    const forms = await serializePackument(facts, origin);
    for (const form of ["full", "abbreviated"] as const) {
      expect(JSON.parse(forms[form].identity.toString())).toEqual(
        JSON.parse(JSON.stringify(buildPackument(facts, origin)[form])),
      );
      expect(gunzipSync(forms[form].gzip)).toEqual(forms[form].identity);
      expect(forms[form].etag).toMatch(/^"[\w-]{32}"$/);
    }
    expect(forms.full.etag).not.toBe(forms.abbreviated.etag);
    expect(forms).toEqual(await serializePackument(facts, origin));
  });

  it.each([
    { distTags: { latest: "2.0.0" } },
    { versions: [version("1.0.0"), version("2.0.0")] },
    { versions: [version("1.0.0", { deprecated: "old" })] },
    { modifiedAt: new Date("2026-03-02T00:00:00Z") },
  ])("changes both tags with the package (%#)", async (change) => {
    const [before, after] = await Promise.all([
      serializePackument(facts, origin),
      serializePackument({ ...facts, ...change }, origin),
    ]);
    expect(after.full.etag).not.toBe(before.full.etag);
    expect(after.abbreviated.etag).not.toBe(before.abbreviated.etag);
  });

  it("tags any document by its bytes", async () => {
    const { etag, identity } = await serializeJson({ latest: "1.0.0" });
    const digest = createHash("sha256").update('{"latest":"1.0.0"}').digest("base64url");
    expect(identity.toString()).toBe('{"latest":"1.0.0"}');
    expect(etag).toBe(`"${digest.slice(0, 32)}"`);
  });
});

describe("selectManifest", () => {
  it.each([
    ["1.0.0", "1.0.0"],
    ["latest", "1.0.0"],
    ["next", "2.0.0"],
  ])("resolves %s", (selector, number) => {
    expect(selectManifest(facts, selector, origin)).toMatchObject({
      version: number,
      dist: { tarball: `${origin}/@s/p/-/p-${number}.tgz` },
    });
  });

  it.each(["3.0.0", "beta", "^1.0.0", "constructor", "toString", "__proto__"])("knows no %s", (selector) => {
    expect(selectManifest(facts, selector, origin)).toBeNull();
  });
});

describe("revisions", () => {
  it("are the number and a hash that binds it to the package", () => {
    const text = formatRevision("@s/p", 12);
    expect(text).toMatch(/^12-[0-9a-f]{32}$/);
    expect(parseRevision("@s/p", text)).toBe(12);
    expect(parseRevision("@s/q", text)).toBeNull();
    for (const wrong of ["", "12", "12-", text.replace("12-", "13-"), `${text}0`, "undefined"]) {
      expect(parseRevision("@s/p", wrong)).toBeNull();
    }
  });
});
