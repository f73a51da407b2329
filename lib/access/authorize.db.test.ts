import { beforeAll, describe, expect, it } from "vitest";
import { authenticateKey } from "@/lib/access/authenticate-key";
import { authorize } from "@/lib/access/authorize";
import { contextForHandle, joiningContext, operatorContext, systemContext, viewerFor } from "@/lib/access/context";
import { PERMISSIONS, type Permission, permissionsOf } from "@/lib/access/permissions";
import type { AccountContext, SignedIn } from "@/lib/access/types";
import { AppError } from "@/lib/errors";
import { tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { newMember, newOrganization, request, type TestOrganization } from "@/lib/people/members/members.fixture";

let org: TestOrganization;
beforeAll(async () => {
  org = await newOrganization(10);
});

/** Returns the refusal's payload, or null when there is none. */
function refusal(ctx: AccountContext, permission: Permission, name?: string) {
  try {
    authorize(ctx, permission, name);
    return null;
  } catch (error) {
    if (error instanceof AppError && error.code === "FORBIDDEN") return error.payload;
    throw error;
  }
}

async function keyContext(person: SignedIn, wish: Parameters<typeof tokenFor>[1] = {}): Promise<AccountContext> {
  const key = await authenticateKey(await tokenFor(person, wish), request.address);
  return contextForHandle(org.account.handle, { key }, request);
}

describe("authorize", () => {
  it.each(["admin", "member", "billing", "auditor"] as const)("holds %s to its table", async (role) => {
    const person = await newMember(org, role);
    const ctx = await contextForHandle(org.account.handle, { person }, request);
    const allowed = PERMISSIONS.filter((permission) => refusal(ctx, permission) === null);
    expect(new Set(allowed)).toEqual(permissionsOf(role));
  });

  it("names the roles that may", async () => {
    const person = await newMember(org, "billing");
    const ctx = await contextForHandle(org.account.handle, { person }, request);
    expect(refusal(ctx, "member:invite")).toEqual({ permission: "member:invite", roles: ["owner", "admin"] });
  });

  it("says of a key when its scope is what is missing, and when its person's role is", async () => {
    const ctx = await keyContext(org.owner, { scopes: ["read"] });
    expect(refusal(ctx, "package:publish")).toMatchObject({
      message: "This token's scopes do not include publish. Create one with the scope it needs.",
    });
    expect(refusal(ctx, "member:invite")).toMatchObject({ message: expect.stringContaining("A token cannot") });
    const billing = await newMember(org, "billing");
    const theirs = await keyContext(billing, { scopes: ["read", "publish"] });
    expect(refusal(theirs, "package:publish")).not.toHaveProperty("message");
  });

  it("holds a key to its packages", async () => {
    const { handle } = org.account;
    const member = await newMember(org, "member");
    const ctx = await keyContext(member, { packagePatterns: [`@${handle}/ui-*`] });
    expect(refusal(ctx, "package:publish", `@${handle}/ui-kit`)).toBeNull();
    expect(refusal(ctx, "package:publish", `@${handle}/other`)).toMatchObject({
      message: expect.stringContaining("not for"),
    });
    expect(refusal(ctx, "package:publish")).toBeNull();
  });

  it("lets operators and the system do everything, in their own name", () => {
    for (const ctx of [operatorContext(org.account, "ops", request), systemContext(org.account, "job", request)]) {
      expect(ctx.role).toBeNull();
      expect(PERMISSIONS.filter((permission) => refusal(ctx, permission) !== null)).toEqual([]);
    }
  });

  it("lets a key join no account", async () => {
    const key = await authenticateKey(await tokenFor(await newMember(org, "auditor")), request.address);
    expect(() => joiningContext(viewerFor({ key }, request), org.account, "owner")).toThrow("FORBIDDEN");
    expect(() => joiningContext(viewerFor(null, request), org.account, "owner")).toThrow("UNAUTHENTICATED");
  });
});
