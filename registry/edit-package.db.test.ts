import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { packageRecords } from "@/lib/packages/publish/packages.fixture";
import { newMember } from "@/lib/people/members/members.fixture";
import { ABBREVIATED, FULL, manifestOf, NewPackage } from "@/registry/new-package.fixture";
import { type JsonObject, ownRegistry } from "@/registry/registry.fixture";

const registry = ownRegistry();
const pkg = new NewPackage(registry);

describe("deprecate", () => {
  it("sets, changes and withdraws the message", async () => {
    await pkg.publish();
    await pkg.publish("1.1.0");
    expect((await pkg.deprecate({ "1.0.0": "use 1.1" })).status).toBe(201);
    for (const accept of [FULL, ABBREVIATED]) {
      const { json } = await pkg.packument(accept);
      expect(json.versions).toMatchObject({ "1.0.0": { deprecated: "use 1.1" } });
      expect(manifestOf(json, "1.1.0")).not.toHaveProperty("deprecated");
    }
    await pkg.deprecate({ "1.0.0": "" });
    expect(manifestOf((await pkg.packument()).json, "1.0.0")).not.toHaveProperty("deprecated");
  });

  it("takes no other edit along", async () => {
    await pkg.publish();
    await pkg.edit((document) => {
      Object.assign(manifestOf(document, "1.0.0"), { deprecated: "old", dependencies: { evil: "*" }, dist: {} });
    });
    const { json } = await registry.ask("GET", `${pkg.path}/1.0.0`, { token: pkg.token });
    expect(json).toMatchObject({ deprecated: "old", dist: { fileCount: 1 } });
    expect(json).not.toHaveProperty("dependencies");
  });

  it("that began before another publish takes nothing away, and says so", async () => {
    await pkg.publish();
    const answer = await pkg.edit((document) => Object.assign(manifestOf(document, "1.0.0"), { deprecated: "x" }), {
      between: () => pkg.publish("1.1.0"),
    });
    expect(answer.status).toBe(409);
    expect(await pkg.versions()).toEqual(["1.0.0", "1.1.0"]);
    expect((await pkg.deprecate({ "1.0.0": "x" })).status).toBe(201);
  });

  it("never unpublishes by a document that names no revision", async () => {
    await pkg.publish();
    await pkg.publish("1.1.0");
    const { json } = await registry.ask("GET", pkg.path, { token: pkg.token });
    const body = { name: pkg.name, versions: { "1.0.0": manifestOf(json, "1.0.0") } };
    const answer = await registry.ask("PUT", pkg.path, { token: pkg.token, body });
    expect(answer.status).toBe(409);
    expect(await pkg.versions()).toEqual(["1.0.0", "1.1.0"]);
  });

  it("needs the scope", async () => {
    await pkg.publish();
    const reader = await tokenFor(pkg.org.owner, { scopes: ["read"] });
    const answer = await pkg.edit((d) => Object.assign(manifestOf(d, "1.0.0"), { deprecated: "x" }), { token: reader });
    expect(answer.status).toBe(403);
  });
});

describe("unpublish", () => {
  const without = (version: string) => (document: JsonObject) => {
    const kept = Object.entries(Object(document.versions)).filter(([known]) => known !== version);
    document.versions = Object.fromEntries(kept);
  };

  it("takes one version in the client's three steps, moves latest, gives the bytes back", async () => {
    await pkg.publish();
    await pkg.publish("1.1.0", {}, "latest");
    const rev = await pkg.revision();
    expect((await pkg.edit(without("1.1.0"), { rev })).status).toBe(201);
    const now = await pkg.revision();
    const address = `/${pkg.name}/-/${pkg.base}-1.1.0.tgz`;
    expect((await registry.ask("DELETE", `${address}/-rev/${now}`, { token: pkg.token })).status).toBe(200);
    expect((await registry.ask("DELETE", `${address}/-rev/${now}`, { token: pkg.token })).status).toBe(200);
    expect(await pkg.versions()).toEqual(["1.0.0"]);
    expect(await pkg.tags()).toEqual({ latest: "1.0.0" });
    expect((await registry.ask("GET", address, { token: pkg.token })).status).toBe(404);
    const again = await pkg.publish("1.1.0", { description: "new" });
    expect(again.status).toBe(409);
    expect(again.json.error).toMatch(/never used twice/);
    for (const { rows, counter, ledger } of await packageRecords(pkg.org.account.id))
      expect([counter, ledger]).toEqual([rows, rows]);
  });

  it("refuses a stale revision with 409, for one version and for all", async () => {
    await pkg.publish();
    await pkg.publish("1.1.0");
    const stale = await pkg.revision();
    await pkg.setTag("next", "1.1.0");
    expect((await pkg.edit(without("1.1.0"), { rev: stale })).status).toBe(409);
    expect((await registry.ask("DELETE", `${pkg.path}/-rev/${stale}`, { token: pkg.token })).status).toBe(409);
    expect((await registry.ask("DELETE", `${pkg.path}/-rev/1-abc`, { token: pkg.token })).status).toBe(409);
    expect(await pkg.versions()).toEqual(["1.0.0", "1.1.0"]);
    expect(
      (await registry.ask("DELETE", `${pkg.path}/-rev/${await pkg.revision()}`, { token: pkg.token })).status,
    ).toBe(200);
    expect((await pkg.packument()).status).toBe(404);
  });

  it("lets one of two that saw the same revision win", async () => {
    await pkg.publish();
    await pkg.publish("1.1.0");
    await pkg.publish("1.2.0");
    const rev = await pkg.revision();
    const answers = await Promise.all([pkg.edit(without("1.1.0"), { rev }), pkg.edit(without("1.2.0"), { rev })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it("keeps the name after the last version, for its account alone", async () => {
    await pkg.publish();
    await registry.ask("DELETE", `${pkg.path}/-rev/${await pkg.revision()}`, { token: pkg.token });
    expect((await registry.ask("GET", pkg.tagPath(), { token: pkg.token })).status).toBe(404);
    expect((await pkg.publish()).status).toBe(409);
    expect((await pkg.publish("1.0.1")).status).toBe(201);
    expect(await pkg.versions()).toEqual(["1.0.1"]);
  });

  it("is for owners and admins", async () => {
    await pkg.publish();
    const member = await tokenFor(await newMember(pkg.org, "member", "Member"));
    const address = `${pkg.path}/-rev/${await pkg.revision()}`;
    const refused = await registry.ask("DELETE", address, { token: member });
    expect(refused.status).toBe(403);
    expect(refused.json.error).toMatch(/owner or admin/);
    expect((await registry.ask("DELETE", address, {})).status).toBe(401);
    expect((await registry.ask("DELETE", address, { token: pkg.token })).status).toBe(200);
  });
});

describe("what a PUT means is read from its document", () => {
  it("changes nothing by sending the document back", async () => {
    await pkg.publish();
    const before = await pkg.revision();
    expect((await pkg.edit(() => undefined)).status).toBe(201);
    expect(await pkg.revision()).toBe(before);
  });

  it("answers owners and stars with a sentence", async () => {
    await pkg.publish();
    const owners = {
      _id: pkg.name,
      _rev: await pkg.revision(),
      maintainers: [{ name: "eve", email: "e@example.com" }],
    };
    const changed = await registry.ask("PUT", `${pkg.path}/-rev/${owners._rev}`, { token: pkg.token, body: owners });
    expect(changed.status).toBe(400);
    expect(changed.json.error).toMatch(/Invite people/);
    const star = { _id: pkg.name, _rev: owners._rev, users: { eve: true } };
    expect((await registry.ask("PUT", pkg.path, { token: pkg.token, body: star })).json.error).toMatch(
      /not support stars/,
    );
  });

  it("writes what happened, and what was refused, into the audit log", async () => {
    await pkg.publish();
    await pkg.setTag("next", "1.0.0");
    await pkg.deprecate({ "1.0.0": "x" });
    const reader = await tokenFor(pkg.org.owner, { scopes: ["read"] });
    await pkg.setTag("other", "1.0.0", reader);
    const events = await db().auditEvent.findMany({
      where: { accountId: pkg.org.account.id },
      orderBy: { seq: "desc" },
      take: 5,
    });
    const requests = new Set(events.map(({ context }) => String(Object(context).requestId)));
    expect(requests.size).toBe(4);
    expect(requests).not.toContain("undefined");
    const seen = events.map(({ action, outcome }) => `${action} ${outcome}`).reverse();
    expect(seen).toEqual([
      "package.created success",
      "version.published success",
      "tag.set success",
      "version.deprecated success",
      "tag.set denied",
    ]);
  });

  it("files a refused PUT under what it would have done", async () => {
    await pkg.publish();
    await pkg.publish("1.1.0");
    const member = await tokenFor(await newMember(pkg.org, "member"));
    const rev = await pkg.revision();
    const answer = await pkg.edit((document) => delete Object(document.versions)["1.0.0"], { rev, token: member });
    expect(answer.status).toBe(403);
    const last = await db().auditEvent.findFirstOrThrow({
      where: { accountId: pkg.org.account.id },
      orderBy: { seq: "desc" },
    });
    expect(last).toMatchObject({ action: "version.unpublished", outcome: "denied", reasonCode: "FORBIDDEN" });
    expect(await pkg.versions()).toEqual(["1.0.0", "1.1.0"]);
  });
});
