import { describe, expect, it } from "vitest";
import { returnPath } from "@/lib/access/return-path";

describe("returnPath", () => {
  it.each(["/orgs/acme/team?role=admin#list", "/packages", "/@acme/lib"])("keeps %s", (path) => {
    expect(returnPath(path)).toBe(path);
  });

  it.each([
    "@evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/.//evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/sign-in?next=/x",
    "/api/auth/sign-out",
    "/%73ign-in?next=/x",
    "/%ff",
    "",
    null,
    undefined,
  ])("refuses %s", (path) => {
    expect(returnPath(path)).toBe("/overview");
  });
});
