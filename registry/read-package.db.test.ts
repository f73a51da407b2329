import { createHash, randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { packageTgz } from "@/lib/packages/npm/tarball.fixture";
import { unpublishVersions } from "@/lib/packages/upkeep/unpublish-versions";
import { newMember, newOrganization, type TestOrganization } from "@/lib/people/members/members.fixture";
import { ownRegistry } from "@/registry/registry.fixture";

const ABBREVIATED = "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*";
const registry = ownRegistry();

let org: TestOrganization;
let name = "";
let path = "";
let token = "";
let tarball: Buffer;

beforeAll(async () => {
  org = await newOrganization(10);
  token = await tokenFor(await newMember(org, "member"));
  name = `@${org.account.handle}/ui`;
  path = `/${name.replace("/", "%2f")}`;
  const readme = { path: "package/README.md", text: "# Ui" };
  const manifest = {
    name,
    version: "1.0.0",
    description: "Parts",
    dependencies: { [`${name}-core`]: "^1.0.0" },
    scripts: { test: "true" },
    license: "MIT",
    bin: { ui: "cli.js" },
    engines: { node: ">=20" },
    devDependencies: { tap: "1" },
    libc: ["glibc"],
    readme: "# Sent",
    _private: "secret",
    _npmVersion: "11.0.0",
  };
  tarball = packageTgz(manifest, [readme, { path: "package/cli.js", text: "#!/usr/bin/env node\n" }]);
  expect((await registry.publish(token, { manifest, tarball })).status).toBe(201);
  const next = { name, version: "1.1.0-beta.1" };
  expect((await registry.publish(token, { manifest: next, tag: "beta" })).status).toBe(201);
});

describe("documents", () => {
  it("has everything in the full form, and no readme in its versions", async () => {
    const { json, headers } = await registry.ask("GET", path, { token, headers: { accept: "application/json" } });
    expect(headers["content-type"]).toMatch(/^application\/json/);
    expect(json).toMatchObject({
      _id: name,
      _rev: expect.stringMatching(/^\d+-[0-9a-f]{32}$/),
      name,
      "dist-tags": { latest: "1.0.0", beta: "1.1.0-beta.1" },
      time: {
        created: expect.any(String),
        modified: expect.any(String),
        "1.0.0": expect.any(String),
        "1.1.0-beta.1": expect.any(String),
      },
      maintainers: [{ name: org.account.handle }],
      readme: "# Ui",
      users: {},
      access: "restricted",
      versions: {
        "1.0.0": {
          libc: ["glibc"],
          _npmVersion: "11.0.0",
          scripts: { test: "true" },
          dist: {
            tarball: expect.stringMatching(`/${name}/-/ui-1.0.0.tgz$`),
            shasum: createHash("sha1").update(tarball).digest("hex"),
            integrity: `sha512-${createHash("sha512").update(tarball).digest("base64")}`,
            fileCount: 3,
          },
        },
      },
    });
    expect(JSON.stringify(json.versions)).not.toMatch(/# Sent|# Ui|secret|registry\.invalid/);
  });

  it("has what an install needs in the abbreviated form, with time, and nothing else", async () => {
    const { json } = await registry.ask("GET", path, { token, headers: { accept: ABBREVIATED } });
    expect(Object.keys(json).sort()).toEqual(["dist-tags", "modified", "name", "time", "versions"]);
    expect(json).toMatchObject({
      time: { "1.0.0": expect.any(String), "1.1.0-beta.1": expect.any(String) },
      versions: {
        "1.0.0": {
          dependencies: { [`${name}-core`]: "^1.0.0" },
          bin: { ui: "cli.js" },
          engines: { node: ">=20" },
          libc: ["glibc"],
        },
      },
    });
    expect(JSON.stringify(json)).not.toMatch(/"scripts"|"license"|"_id"|"_rev"|readme/);
  });

  it("gives every form its own strong tag and answers 304 to it alone", async () => {
    const full = await registry.ask("GET", path, { token });
    const short = await registry.ask("GET", path, { token, headers: { accept: ABBREVIATED } });
    expect(full.headers.etag).toMatch(/^"[^"]+"$/);
    expect(short.headers.etag).not.toBe(full.headers.etag);
    const held = { "if-none-match": String(full.headers.etag) };
    const again = await registry.ask("GET", path, { token, headers: held });
    expect(again.status).toBe(304);
    expect(again.bytes).toHaveLength(0);
    expect(again.headers).toMatchObject({ etag: full.headers.etag, vary: full.headers.vary });
    const other = await registry.ask("GET", path, { token, headers: { ...held, accept: ABBREVIATED } });
    expect(other.status).toBe(200);
    const many = { "if-none-match": `"other", W/${full.headers.etag}` };
    expect((await registry.ask("GET", path, { token, headers: many })).status).toBe(304);
  });

  it("never answers 304 to who may not read", async () => {
    const { headers } = await registry.ask("GET", path, { token });
    const held = { "if-none-match": String(headers.etag) };
    expect((await registry.ask("GET", path, { headers: held })).status).toBe(404);
    expect((await registry.ask("GET", path, { headers: { "if-none-match": "*" } })).status).toBe(404);
    expect((await registry.ask("GET", path, { token, headers: { "if-none-match": "*" } })).status).toBe(304);
  });

  it("answers write=true with the present revision", async () => {
    const { json, status } = await registry.ask("GET", `${path}?write=true`, { token });
    expect(status).toBe(200);
    expect(json._rev).toMatch(/^\d+-/);
  });

  it("answers a version and a tag with its manifest, and 404 for neither", async () => {
    for (const selector of ["1.0.0", "latest"]) {
      const { json, headers } = await registry.ask("GET", `${path}/${selector}`, { token });
      expect(json).toMatchObject({ name, version: "1.0.0", dist: { fileCount: 3 } });
      const again = await registry.ask("GET", `${path}/${selector}`, {
        token,
        headers: { "if-none-match": String(headers.etag) },
      });
      expect(again.status).toBe(304);
    }
    const beta = await registry.ask("GET", `${path}/beta`, { token });
    expect(beta.json).toMatchObject({ version: "1.1.0-beta.1" });
    for (const selector of ["2.0.0", "next", "__proto__", "constructor"]) {
      expect((await registry.ask("GET", `${path}/${selector}`, { token })).status).toBe(404);
    }
  });
});

describe("tarballs", () => {
  const address = () => `/${name}/-/ui-1.0.0.tgz`;

  it("are the published bytes, immutable and uncompressed on the wire", async () => {
    const { bytes, headers, status } = await registry.ask("GET", address(), {
      token,
      headers: { "accept-encoding": "gzip" },
    });
    expect(status).toBe(200);
    expect(bytes.equals(tarball)).toBe(true);
    expect(headers).toMatchObject({
      "content-type": "application/octet-stream",
      "content-length": String(tarball.length),
      "accept-ranges": "bytes",
      "cache-control": expect.stringMatching(/private.*immutable/),
    });
    expect(headers["content-encoding"]).toBeUndefined();
  });

  it.each([
    ["bytes=0-9", 0, 10],
    ["bytes=10-", 10, undefined],
    ["bytes=-5", -5, undefined],
  ])("answer %s with 206", async (range, start, end) => {
    const { bytes, status, headers } = await registry.ask("GET", address(), { token, headers: { range } });
    expect(status).toBe(206);
    const part = tarball.subarray(start, end);
    expect(bytes.equals(part)).toBe(true);
    expect(headers["content-length"]).toBe(String(part.length));
    expect(headers["content-range"]).toMatch(new RegExp(`^bytes \\d+-\\d+/${tarball.length}$`));
  });

  it("answer a range beyond their end with 416", async () => {
    const range = `bytes=${tarball.length}-`;
    const { status, headers } = await registry.ask("GET", address(), { token, headers: { range } });
    expect(status).toBe(416);
    expect(headers["content-range"]).toBe(`bytes */${tarball.length}`);
  });

  it("honour If-Range and If-None-Match", async () => {
    const { headers } = await registry.ask("GET", address(), { token });
    const etag = String(headers.etag);
    const range = { range: "bytes=0-1" };
    expect((await registry.ask("GET", address(), { token, headers: { ...range, "if-range": etag } })).status).toBe(206);
    expect((await registry.ask("GET", address(), { token, headers: { ...range, "if-range": '"x"' } })).status).toBe(
      200,
    );
    expect((await registry.ask("GET", address(), { token, headers: { "if-none-match": etag } })).status).toBe(304);
  });

  it.each([
    ["a small one, kept in memory", 500],
    ["a large one, read from its file", 200_000],
  ])("are 404 as soon as their version is unpublished: %s", async (_, bytes) => {
    const manifest = { name: `${name}-${bytes}`, version: "1.0.0" };
    const noise = { path: "package/noise.txt", text: randomBytes(bytes).toString("latin1") };
    const large = packageTgz(manifest, [noise]);
    expect((await registry.publish(token, { manifest, tarball: large })).status).toBe(201);
    const file = `/${manifest.name}/-/ui-${bytes}-1.0.0.tgz`;
    for (const range of [undefined, "bytes=3-99"]) {
      const answer = await registry.ask("GET", file, { token, headers: range ? { range } : {} });
      expect(answer.bytes.equals(range ? large.subarray(3, 100) : large)).toBe(true);
    }

    await unpublishVersions(org.ctx, { name: manifest.name, versions: null, expectedRevision: null });
    expect((await registry.ask("GET", file, { token })).status).toBe(404);
  });

  it.each(["ui-9.9.9.tgz", "other-1.0.0.tgz", "ui-1.0.0.zip", "package.json"])("are 404 as %s", async (file) => {
    expect((await registry.ask("GET", `/${name}/-/${file}`, { token })).status).toBe(404);
  });
});

describe("headers", () => {
  it("HEAD answers what GET answers, without the body", async () => {
    for (const address of [path, `${path}/latest`, `/${name}/-/ui-1.0.0.tgz`, "/-/ping", "/@nobody/nothing"]) {
      const got = await registry.ask("GET", address, { token, headers: { "accept-encoding": "gzip" } });
      const head = await registry.ask("HEAD", address, { token, headers: { "accept-encoding": "gzip" } });
      expect(head.status).toBe(got.status);
      expect(head.bytes).toHaveLength(0);
      const { date: _one, ...headers } = head.headers;
      const { date: _other, ...expected } = got.headers;
      expect(headers).toEqual(expected);
    }
  });

  it("compresses documents for who asks, with the same tag and a length", async () => {
    const zipped = await registry.ask("GET", path, { token, headers: { "accept-encoding": "gzip, deflate, br" } });
    const plain = await registry.ask("GET", path, { token });
    expect(zipped.headers["content-encoding"]).toBe("gzip");
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(gunzipSync(zipped.bytes).equals(plain.bytes)).toBe(true);
    expect(zipped.headers.etag).toBe(plain.headers.etag);
    expect(zipped.headers["content-length"]).toBe(String(zipped.bytes.length));
    expect(plain.headers["content-length"]).toBe(String(plain.bytes.length));
    const refused = await registry.ask("GET", path, { token, headers: { "accept-encoding": "gzip;q=0, br" } });
    expect(refused.headers["content-encoding"]).toBeUndefined();
  });

  it("says what the answer depends on and that it is private", async () => {
    const { headers } = await registry.ask("GET", path, { token });
    for (const part of ["Accept", "Accept-Encoding", "Authorization"]) expect(headers.vary).toContain(part);
    expect(headers["cache-control"]).toMatch(/private/);
    const missing = await registry.ask("GET", "/@nobody/nothing", { token });
    expect(missing.headers["cache-control"]).toBe("no-store");
  });
});
