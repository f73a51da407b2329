import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { publishBody } from "@/lib/packages/npm/publish-body.fixture";
import { packageRecords } from "@/lib/packages/publish/packages.fixture";
import { newMember, newPerson } from "@/lib/people/members/members.fixture";
import { ABBREVIATED, FULL, NewPackage } from "@/registry/new-package.fixture";
import { ownRegistry } from "@/registry/registry.fixture";

const registry = ownRegistry();
const pkg = new NewPackage(registry);

describe("publish", () => {
  it("answers 201 with the revision, and the package is there at once", async () => {
    const answer = await pkg.publish();
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({ ok: true, success: true, id: pkg.name, rev: expect.stringMatching(/^\d+-/) });
    expect(answer.json.rev).toBe(await pkg.revision());
    expect((await pkg.packument()).json).not.toHaveProperty("_attachments");
  });

  it("is idempotent for the same person and bytes, and counts once", async () => {
    expect((await pkg.publish()).status).toBe(201);
    const before = await packageRecords(pkg.org.account.id);
    const again = await pkg.publish();
    expect(again.status).toBe(201);
    expect(await packageRecords(pkg.org.account.id)).toEqual(before);
    for (const { rows, counter, ledger } of before) expect([counter, ledger]).toEqual([rows, rows]);
  });

  it("is no retry for another person or other bytes", async () => {
    await pkg.publish();
    const other = await tokenFor(await newMember(pkg.org, "member", "Other"));
    const sentence = "You cannot publish over the previously published versions: 1.0.0.";
    const byOther = await registry.publish(other, { manifest: { name: pkg.name, version: "1.0.0" } });
    const changed = await pkg.publish("1.0.0", { description: "x" });
    for (const answer of [byOther, changed]) {
      expect(answer.status).toBe(409);
      expect(answer.json).toMatchObject({ error: sentence, message: sentence });
    }
    expect((await pkg.publish("1.0.1")).status).toBe(201);
  });

  it("takes a gzip body, escaped base64 and a document without a tag", async () => {
    const body = publishBody({ manifest: { name: pkg.name, version: "1.0.0" } });
    const text = JSON.stringify(body).replaceAll("/", "\\/");
    const zipped = gzipSync(text);
    const answer = await registry.ask("PUT", pkg.path, {
      token: pkg.token,
      body: zipped,
      headers: { "content-encoding": "gzip" },
    });
    expect(answer.status).toBe(201);
    const { "dist-tags": _none, ...untagged } = publishBody({ manifest: { name: pkg.name, version: "1.1.0" } });
    expect((await registry.ask("PUT", pkg.path, { token: pkg.token, body: untagged })).status).toBe(201);
    expect(await pkg.versions()).toEqual(["1.0.0", "1.1.0"]);
  });

  it("takes the attachment under any key, and ignores the tarball address that was sent", async () => {
    const body = publishBody({ manifest: { name: pkg.name, version: "1.0.0" } });
    const [attachment] = Object.values(body._attachments);
    const sent = { ...body, _attachments: { "../../odd.tgz": attachment } };
    expect((await registry.ask("PUT", pkg.path, { token: pkg.token, body: sent })).status).toBe(201);
    const { json } = await registry.ask("GET", `${pkg.path}/1.0.0`, { token: pkg.token });
    expect(json).toMatchObject({ dist: { tarball: expect.stringMatching(new RegExp(`^${registry.url}/`)) } });
  });

  it("keeps a provenance bundle out of the package, plain or as base64", async () => {
    for (const [version, data] of [
      ["1.0.0", "{}"],
      ["1.0.1", Buffer.from("{}").toString("base64")],
    ] as const) {
      const body = publishBody({ manifest: { name: pkg.name, version } });
      const type = { content_type: "application/vnd.dev.sigstore.bundle.v0.3+json" };
      const bundle = { [`${pkg.name}-${version}.sigstore`]: { ...type, data, length: data.length } };
      const sent = { ...body, _attachments: { ...body._attachments, ...bundle } };
      expect((await registry.ask("PUT", pkg.path, { token: pkg.token, body: sent })).status).toBe(201);
    }
  });

  it("changes the tag of both forms with every publish, tag and deprecation", async () => {
    await pkg.publish();
    const seen = new Set<string | undefined>();
    const look = async () => {
      for (const accept of [FULL, ABBREVIATED]) {
        const { headers, status } = await pkg.packument(accept);
        expect(status).toBe(200);
        expect(seen).not.toContain(headers.etag);
        seen.add(headers.etag);
      }
    };
    await look();
    await pkg.publish("1.1.0");
    await look();
    await pkg.setTag("old", "1.0.0");
    await look();
    await pkg.deprecate({ "1.0.0": "gone" });
    await look();
    await pkg.deprecate({ "1.0.0": "" });
    const { headers } = await pkg.packument();
    expect(
      (await registry.ask("GET", pkg.path, { token: pkg.token, headers: { "if-none-match": String(headers.etag) } }))
        .status,
    ).toBe(304);
  });

  it("decides the visibility and says where it differs from what was asked [D6]", async () => {
    const asked = await registry.publish(pkg.token, {
      manifest: { name: pkg.name, version: "1.0.0" },
      access: "public",
    });
    expect(asked.headers["npm-notice"]).toMatch(/^Published as private/);
    expect((await registry.ask("GET", pkg.path)).status).toBe(404);
    pkg.name = `${pkg.name}-open`;
    const open = await pkg.publish("1.0.0", { publishConfig: { access: "public" } });
    expect(open.headers["npm-notice"]).toBeUndefined();
    expect((await registry.ask("GET", `/${pkg.name}`)).status).toBe(200);
    const narrower = await registry.publish(pkg.token, {
      manifest: { name: pkg.name, version: "1.0.1" },
      access: "restricted",
    });
    expect(narrower.status).toBe(409);
    expect(narrower.json.error).toMatch(/is public and this publish asks for restricted/);
  });

  it("gives a personal account public packages, and 402 with the sentence for private ones on Free", async () => {
    const person = await newPerson("Free");
    const own = await tokenFor(person);
    const manifest = { name: `@${person.handle}/a`, version: "1.0.0" };
    const refused = await registry.publish(own, { manifest, access: "restricted" });
    expect(refused.status).toBe(402);
    expect(refused.json.error).toMatch(/private/i);
    expect((await registry.publish(own, { manifest, access: "public" })).status).toBe(201);
    expect((await registry.ask("GET", `/${manifest.name}`)).status).toBe(200);
  });

  it("needs a member, a role and a scope", async () => {
    await pkg.publish();
    const outsider = await tokenFor(await newPerson("Outsider"));
    const auditor = await tokenFor(await newMember(pkg.org, "auditor"));
    const reader = await tokenFor(pkg.org.owner, { scopes: ["read"] });
    const elsewhere = await tokenFor(pkg.org.owner, { packagePatterns: ["@other/*"] });
    const send = (as: string) => registry.publish(as, { manifest: { name: pkg.name, version: "2.0.0" } });
    expect((await send(outsider)).status).toBe(404);
    for (const as of [auditor, reader, elsewhere]) {
      const answer = await send(as);
      expect(answer.status).toBe(403);
      expect(answer.json.error).toMatch(/role|scope|not for/);
    }
    const nobody = await registry.ask("PUT", pkg.path, {
      body: publishBody({ manifest: { name: pkg.name, version: "2.0.0" } }),
    });
    expect(nobody.status).toBe(401);
    expect(nobody.headers["www-authenticate"]).toBe("Bearer");
    expect((await send(pkg.token)).status).toBe(201);
  });
});
