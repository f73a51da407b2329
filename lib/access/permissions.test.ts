import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  KEY_SCOPES,
  mayGrant,
  PERMISSIONS,
  type Permission,
  permissionsOf,
  permissionsOfScopes,
  rolesWith,
} from "@/lib/access/permissions";

const ROLES = ["owner", "admin", "member", "billing", "auditor"] as const;

function table<T extends string>(columns: readonly T[], holds: (column: T, row: Permission) => boolean): string[] {
  return PERMISSIONS.map((permission) => {
    const marks = columns.map((column) => (holds(column, permission) ? column : "-").padEnd(14));
    return `${permission.padEnd(20)}${marks.join("")}`.trimEnd();
  });
}

describe("what a role may [D5]", () => {
  it("is this table", () => {
    expect(table(ROLES, (role, permission) => permissionsOf(role).has(permission))).toEqual([
      "account:read        owner         admin         member        billing       auditor",
      "account:update      owner         admin         -             -             -",
      "member:read         owner         admin         member        billing       auditor",
      "member:invite       owner         admin         -             -             -",
      "member:role         owner         admin         -             -             -",
      "member:remove       owner         admin         -             -             -",
      "package:read        owner         admin         member        -             auditor",
      "package:install     owner         admin         member        -             -",
      "package:publish     owner         admin         member        -             -",
      "package:deprecate   owner         admin         member        -             -",
      "package:tag         owner         admin         member        -             -",
      "package:unpublish   owner         admin         -             -             -",
      "package:visibility  owner         admin         -             -             -",
      "usage:read          owner         admin         member        billing       auditor",
      "billing:read        owner         admin         -             billing       auditor",
      "billing:write       owner         -             -             billing       -",
      "audit:read          owner         admin         -             -             auditor",
      "plan:assign         -             -             -             -             -",
      "invoice:refund      -             -             -             -             -",
      "event:replay        -             -             -             -             -",
      "key:manage          owner         admin         member        billing       auditor",
    ]);
  });

  it("reads the same from both sides", () => {
    for (const permission of PERMISSIONS) {
      expect(ROLES.filter((role) => permissionsOf(role).has(permission))).toEqual(rolesWith(permission));
    }
  });

  it("gives nobody more than the owner, and billing and auditors nothing to install or publish", () => {
    for (const role of ROLES)
      expect([...permissionsOf("owner")]).toEqual(expect.arrayContaining([...permissionsOf(role)]));
    for (const role of ["billing", "auditor"] as const) {
      const held = [...permissionsOf(role)].filter((permission) => permission.startsWith("package:"));
      expect(held).toEqual(role === "auditor" ? ["package:read"] : []);
    }
  });
});

describe("what a key's scope lets through", () => {
  it("is this table", () => {
    expect(table(KEY_SCOPES, (scope, permission) => permissionsOfScopes([scope]).has(permission))).toEqual([
      "account:read        read          publish       org:read      billing:read  audit:read",
      "account:update      -             -             -             -             -",
      "member:read         -             -             org:read      -             -",
      "member:invite       -             -             -             -             -",
      "member:role         -             -             -             -             -",
      "member:remove       -             -             -             -             -",
      "package:read        read          publish       -             -             -",
      "package:install     read          publish       -             -             -",
      "package:publish     -             publish       -             -             -",
      "package:deprecate   -             publish       -             -             -",
      "package:tag         -             publish       -             -             -",
      "package:unpublish   -             publish       -             -             -",
      "package:visibility  -             publish       -             -             -",
      "usage:read          -             -             org:read      billing:read  -",
      "billing:read        -             -             -             billing:read  -",
      "billing:write       -             -             -             -             -",
      "audit:read          -             -             -             -             audit:read",
      "plan:assign         -             -             -             -             -",
      "invoice:refund      -             -             -             -             -",
      "event:replay        -             -             -             -             -",
      "key:manage          -             publish       -             -             -",
    ]);
  });

  it("is the union of its scopes; a word that is no scope lets nothing through", () => {
    fc.assert(
      fc.property(fc.subarray([...KEY_SCOPES]), fc.string(), (scopes, other) => {
        const union = new Set(scopes.flatMap((scope) => [...permissionsOfScopes([scope])]));
        fc.pre(!KEY_SCOPES.some((scope) => scope === other));
        expect(permissionsOfScopes([...scopes, other])).toEqual(union);
      }),
    );
    expect(permissionsOfScopes([])).toEqual(new Set());
  });

  it("never lets a key invite, change roles, rename, write billing, assign a plan or refund", () => {
    const all = permissionsOfScopes(KEY_SCOPES);
    for (const permission of ["member:invite", "member:role", "member:remove", "account:update"] as const) {
      expect(all.has(permission)).toBe(false);
    }
    expect(all.has("billing:write")).toBe(false);
    expect(all.has("plan:assign")).toBe(false);
    expect(all.has("invoice:refund")).toBe(false);
  });
});

describe("mayGrant", () => {
  it("grants up to one's own role and no further", () => {
    const granted = ROLES.map((granter) => [granter, ROLES.filter((role) => mayGrant(granter, role))]);
    expect(Object.fromEntries(granted)).toEqual({
      owner: ["owner", "admin", "member", "billing", "auditor"],
      admin: ["admin", "member", "billing", "auditor"],
      member: ["member", "billing", "auditor"],
      billing: ["billing", "auditor"],
      auditor: ["billing", "auditor"],
    });
  });

  it("leads nowhere above the first granter, however often it is passed on", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ROLES), { minLength: 2, maxLength: 6 }), (chain) => {
        const passed = chain.every((role, index) => index === 0 || mayGrant(chain[index - 1] ?? role, role));
        fc.pre(passed);
        const [first = "auditor"] = chain;
        expect(mayGrant(first, chain.at(-1) ?? first)).toBe(true);
      }),
    );
  });
});
