import { describe, expect, it } from "vitest";
import { landingOf } from "@/lib/identity/sign-in/rules";

const ID = "01935e7a-0000-7000-8000-000000000000";
const OTHER = "01935e7a-0000-7000-8000-000000000001";

describe("the landing of a mailed link", () => {
  it.each(["/overview", "/invite/abc", "/orgs/acme/team?role=member", "/logins"])("keeps %s", (path) => {
    expect(landingOf(path, null)).toBe(path);
  });

  it("is a waiting terminal only in the browser that opened its page", () => {
    expect(landingOf(`/login/registry/${ID}`, ID)).toBe(`/login/registry/${ID}`);
    expect(landingOf(`/login/registry/${ID}?a=1`, ID)).toBe(`/login/registry/${ID}?a=1`);
  });

  it.each([
    `/login/registry/${ID}`,
    `/login/registry/${ID}/K7QM2X`,
    `/%6cogin/registry/${ID}`,
    `/login/r%65gistry/${ID}`,
    `/login/registry/${ID}?next=${OTHER}`,
    "/login",
  ])("is the overview instead of %s elsewhere", (path) => {
    expect(landingOf(path, null)).toBe("/overview");
    expect(landingOf(path, OTHER)).toBe("/overview");
  });
});
