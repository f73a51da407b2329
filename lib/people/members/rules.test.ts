import { expect, it } from "vitest";
import { ROLES, ROLES_WITH_SEAT, usesSeat } from "@/lib/access/roles";
import { actionOfRoleChange } from "@/lib/people/members/rules";

it("owners, admins and members use a seat, billing and auditors none [T2]", () => {
  expect(ROLES.filter(usesSeat)).toEqual(["owner", "admin", "member"]);
  expect(ROLES_WITH_SEAT).toEqual(["owner", "admin", "member"]);
});

it("asks the plan for a new seat and for more power, and for nothing where either is given up", () => {
  expect(actionOfRoleChange("auditor", "member")).toBe("growth");
  expect(actionOfRoleChange("member", "admin")).toBe("write");
  expect(actionOfRoleChange("admin", "member")).toBeNull();
  expect(actionOfRoleChange("owner", "billing")).toBeNull();
});
