import { describe, expect, it } from "vitest";
import { clientName, loginKeyName } from "@/lib/identity/api-keys/login-rules";
import { fromNpmToken } from "@/lib/identity/api-keys/npm-token";
import { type ParentReach, withinParent } from "@/lib/identity/api-keys/rules";
import { createApiKeySchema } from "@/lib/identity/api-keys/schema";

const soon = new Date("2026-12-01T00:00:00Z");
const late = new Date("2027-12-01T00:00:00Z");
const open: ParentReach = { scopes: ["read", "publish"], packagePatterns: [], cidrs: [], expiresAt: null };
const wish = { scopes: ["read"], packagePatterns: [], cidrs: [], expiresAt: null } as const;

describe("withinParent", () => {
  it("lets a narrower key through as it was asked for", () => {
    const narrow = { scopes: ["read"], packagePatterns: ["@acme/ui"], cidrs: ["10.0.0.1"], expiresAt: soon } as const;
    expect(withinParent(narrow, open)).toEqual(narrow);
  });

  it("gives what was not said as its parent has it", () => {
    const parent = { ...open, packagePatterns: ["@acme/*"], cidrs: ["10.0.0.0/8"], expiresAt: soon };
    expect(withinParent(wish, parent)).toEqual({
      scopes: ["read"],
      packagePatterns: ["@acme/*"],
      cidrs: ["10.0.0.0/8"],
      expiresAt: soon,
    });
    expect(withinParent({ ...wish, expiresAt: late }, parent)).toMatchObject({ expiresAt: soon });
  });

  it("refuses a scope, a pattern or an address beyond the parent", () => {
    expect(withinParent({ ...wish, scopes: ["audit:read"] }, open)).toContain("audit:read");
    const acme = { ...open, packagePatterns: ["@acme/a*"], cidrs: ["10.0.0.0/8"] };
    for (const pattern of ["*", "@acme/*", "@*/a", "@other/a"]) {
      expect(withinParent({ ...wish, packagePatterns: [pattern] }, acme)).toContain(pattern);
    }
    expect(withinParent({ ...wish, packagePatterns: ["@acme/ab*c"] }, acme)).toMatchObject({
      packagePatterns: ["@acme/ab*c"],
    });
    expect(withinParent({ ...wish, cidrs: ["0.0.0.0/0"] }, acme)).toContain("0.0.0.0/0");
  });
});

describe("createApiKeySchema", () => {
  const input = {
    name: " ci ",
    scopes: ["read", "read"],
    packagePatterns: ["@Acme/*"],
    cidrs: ["10.0.0.0/8"],
    expiresInDays: 30,
  };

  it("cleans what a person wrote", () => {
    expect(createApiKeySchema.parse(input)).toEqual({
      ...input,
      name: "ci",
      scopes: ["read"],
      packagePatterns: ["@acme/*"],
    });
  });

  it.each([
    ["no scope", { scopes: [] }],
    ["an unknown scope", { scopes: ["admin"] }],
    ["no name", { name: "  " }],
    ["a pattern that is none", { packagePatterns: ["a b"] }],
    ["a range that is none", { cidrs: ["10.0.0.0/33"] }],
    ["no days", { expiresInDays: 0 }],
  ])("refuses %s", (_, change) => {
    expect(createApiKeySchema.safeParse({ ...input, ...change }).success).toBe(false);
  });
});

describe("fromNpmToken", () => {
  const at = new Date("2026-11-20T10:00:00Z");

  it("reads npm 10's body", () => {
    expect(fromNpmToken({ password: "x", readonly: true, cidr_whitelist: ["10.0.0.0/8"] }, at)).toEqual({
      name: "npm token 2026-11-20",
      scopes: ["read"],
      packagePatterns: [],
      cidrs: ["10.0.0.0/8"],
      expiresInDays: null,
    });
    expect(fromNpmToken({ password: "x", readonly: false }, at).scopes).toEqual(["read", "publish"]);
    expect(fromNpmToken({ password: "x" }, at).scopes).toEqual(["read"]);
  });

  it("reads npm 11's body", () => {
    const body = {
      name: "ci",
      packages: ["@acme/ui"],
      scopes: ["@globex"],
      packages_and_scopes_permission: "read-write",
      orgs: ["acme"],
      orgs_permission: "read-only",
      expires: 30,
    };
    expect(fromNpmToken(body, at)).toEqual({
      name: "ci",
      scopes: ["read", "publish", "org:read"],
      packagePatterns: ["@acme/ui", "@globex/*"],
      cidrs: [],
      expiresInDays: 30,
    });
    expect(fromNpmToken({ orgs_permission: "read-only" }, at).scopes).toEqual(["org:read"]);
  });

  it("refuses what it cannot give, instead of giving more", () => {
    expect(() => fromNpmToken({ packages_and_scopes_permission: "read-write-stage-only" }, at)).toThrow("VALIDATION");
    expect(() => fromNpmToken({ packages: "all" }, at)).toThrow("VALIDATION");
    expect(fromNpmToken({ packages_and_scopes_permission: "no-access" }, at).scopes).toEqual([]);
  });
});

describe("a login's words", () => {
  it("names the client it knows and nothing else that a client claims", () => {
    expect(clientName("npm/11.19.1 node/v20.20.2 linux x64 workspaces/false")).toBe("npm 11.19.1");
    expect(clientName("pnpm/12.21.0 npm/? node/v24")).toBe("pnpm 12.21.0");
    expect(clientName("Your bank <script>")).toBe("a package manager");
    expect(clientName("")).toBe("a package manager");
  });

  it("names the token by command, day and machine", () => {
    const at = new Date("2026-11-20T23:59:00Z");
    expect(loginKeyName("npm 11.19.1", "", at)).toBe("npm login 2026-11-20");
    expect(loginKeyName("a package manager", "laptop", at)).toBe("registry login 2026-11-20 on laptop");
  });
});
