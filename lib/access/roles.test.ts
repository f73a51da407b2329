import { describe, expect, it } from "vitest";
import { rolesWith } from "@/lib/access/permissions";
import { personWith, ROLES_WITH_SEAT, ROLES_WITHOUT_SEAT, roleInWords, rolesInWords } from "@/lib/access/roles";

describe("roles in words", () => {
  it("come most powerful first, whatever the order of the list", () => {
    expect(rolesInWords(["member", "owner", "admin"])).toBe("owner, admin or member");
    expect(rolesInWords(rolesWith("billing:write"))).toBe("owner or billing");
    expect(rolesInWords(["auditor"])).toBe("auditor");
  });

  it("split into those that use a seat and those that use none", () => {
    expect(rolesInWords(ROLES_WITH_SEAT, "and")).toBe("owner, admin and member");
    expect(rolesInWords(ROLES_WITHOUT_SEAT, "and")).toBe("billing and auditor");
  });

  it("name whom to ask", () => {
    expect(personWith(rolesWith("billing:write"))).toBe("an owner or billing manager");
    expect(personWith(["member"])).toBe("a member");
  });

  it("call somebody without a role an operator", () => {
    expect(roleInWords(null)).toBe("operator");
    expect(roleInWords("billing")).toBe("billing");
  });
});
