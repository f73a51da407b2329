import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contextForHandle } from "@/lib/access/context";
import { disconnect } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { countAccount, newestPackage, recentPublishes } from "@/lib/overview/queries";
import { ownStorage, publish } from "@/lib/packages/publish/packages.fixture";
import {
  contextOf,
  newMember,
  newOrganization,
  newPerson,
  request,
  type TestOrganization,
} from "@/lib/people/members/members.fixture";

let org: TestOrganization;
const name = (base: string) => `@${org.account.handle}/${base}`;
beforeAll(async () => {
  ownStorage();
  org = await newOrganization(10);
  await publish(org.ctx, { name: name("closed") });
  await publish(org.ctx, { name: name("open"), manifest: { publishConfig: { access: "public" } } });
  await publish(org.ctx, { name: name("closed"), version: "1.1.0" });
});
afterAll(disconnect);

describe("the counts of an account", () => {
  it("are exact, and its own only", async () => {
    await newMember(org, "member", "Mia");
    const other = await newOrganization(5);
    await publish(other.ctx, { name: `@${other.account.handle}/elsewhere` });
    expect(await countAccount(org.ctx)).toMatchObject({
      packages: 2,
      publicPackages: 1,
      privatePackages: 1,
      members: 2,
    });
  });

  it("tell nothing of packages to a role that may not see them", async () => {
    const billing = await contextOf(org.account, await newMember(org, "billing", "Bill"));
    const auditor = await contextOf(org.account, await newMember(org, "auditor", "Aud"));
    expect(await countAccount(billing)).toMatchObject({ packages: null, publicPackages: null, privatePackages: null });
    expect(await countAccount(auditor)).toMatchObject({ packages: 2 });
    for (const read of [recentPublishes(billing, 5), newestPackage(billing)]) {
      await expect(read).rejects.toSatisfy((error) => error instanceof AppError && error.code === "FORBIDDEN");
    }
  });
});

describe("the last publishes", () => {
  it("come newest first, with package, version and publisher", async () => {
    const rows = await recentPublishes(org.ctx, 2);
    expect(rows.map((row) => [row.package, row.version, row.by])).toEqual([
      [name("closed"), "1.1.0", "Olivia"],
      [name("open"), "1.0.0", "Olivia"],
    ]);
    expect(await newestPackage(org.ctx)).toEqual({ name: name("closed"), visibility: "private" });
  });

  it("are none in an account without packages", async () => {
    const person = await newPerson("Empty");
    const ctx = await contextForHandle(person.handle, { person }, request);
    expect(await recentPublishes(ctx, 5)).toEqual([]);
    expect(await newestPackage(ctx)).toBeNull();
    expect(await countAccount(ctx)).toMatchObject({ packages: 0, members: 1, expiredTokens: 0 });
  });
});
