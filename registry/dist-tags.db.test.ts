import { describe, expect, it } from "vitest";
import { tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { packageTgz } from "@/lib/packages/npm/tarball.fixture";
import { NewPackage } from "@/registry/new-package.fixture";
import { ownRegistry } from "@/registry/registry.fixture";

const registry = ownRegistry();
const pkg = new NewPackage(registry);

describe("dist-tags", () => {
  it("lists them with a tag of their own, never empty", async () => {
    await pkg.publish("1.0.0", {}, "beta");
    const listed = await registry.ask("GET", pkg.tagPath(), { token: pkg.token });
    expect(listed.json).toEqual({ latest: "1.0.0", beta: "1.0.0" });
    const held = { "if-none-match": String(listed.headers.etag) };
    expect((await registry.ask("GET", pkg.tagPath(), { token: pkg.token, headers: held })).status).toBe(304);
    expect((await registry.ask("GET", pkg.tagPath(), {})).status).toBe(404);
  });

  it("sets and removes one", async () => {
    await pkg.publish();
    await pkg.publish("2.0.0");
    expect((await pkg.setTag("stable", "1.0.0")).status).toBe(201);
    expect(await pkg.tags()).toEqual({ latest: "2.0.0", stable: "1.0.0" });
    expect((await pkg.setTag("latest", "1.0.0")).status).toBe(201);
    expect((await registry.ask("GET", `${pkg.path}/latest`, { token: pkg.token })).json).toMatchObject({
      version: "1.0.0",
    });
    expect((await registry.ask("DELETE", pkg.tagPath("stable"), { token: pkg.token })).status).toBe(200);
    expect(await pkg.tags()).toEqual({ latest: "1.0.0" });
  });

  it("refuses an unknown version, a tag that reads as a range, and the end of latest", async () => {
    await pkg.publish();
    expect((await pkg.setTag("next", "9.9.9")).status).toBe(404);
    for (const tag of ["1.0", "v1", "1.x", "^2", "a%20b", "__proto__"]) {
      const answer = await pkg.setTag(encodeURIComponent(tag).replaceAll("%25", "%"), "1.0.0");
      expect(answer.status).toBe(400);
    }
    const removal = await registry.ask("DELETE", pkg.tagPath("latest"), { token: pkg.token });
    expect([400, 403]).toContain(removal.status);
    expect(await pkg.tags()).toEqual({ latest: "1.0.0" });
    expect(
      (await registry.ask("PUT", pkg.tagPath("other"), { token: pkg.token, body: { version: "1.0.0" } })).status,
    ).toBe(400);
    const reader = await tokenFor(pkg.org.owner, { scopes: ["read"] });
    expect((await pkg.setTag("other", "1.0.0", reader)).status).toBe(403);
  });
});

describe("access", () => {
  it("is read and changed as npm access does", async () => {
    await pkg.publish();
    const address = `/-/package/${pkg.path.slice(1)}`;
    expect((await registry.ask("GET", `${address}/visibility`, { token: pkg.token })).json).toEqual({ public: false });
    const body = { access: "public" };
    expect((await registry.ask("POST", `${address}/access`, { token: pkg.token, body })).status).toBe(200);
    expect((await registry.ask("GET", `${address}/visibility`)).json).toEqual({ public: true });
    expect((await registry.ask("GET", `/${pkg.name}`)).status).toBe(200);
    const tarball = packageTgz({ name: pkg.name, version: "1.0.0" });
    expect((await registry.ask("GET", `/${pkg.name}/-/${pkg.base}-1.0.0.tgz`)).bytes.equals(tarball)).toBe(true);
    await registry.ask("POST", `${address}/access`, { token: pkg.token, body: { access: "restricted" } });
    expect((await registry.ask("GET", `/${pkg.name}`)).status).toBe(404);
    expect(
      (await registry.ask("POST", `${address}/access`, { token: pkg.token, body: { access: "odd" } })).status,
    ).toBe(400);
  });
});
