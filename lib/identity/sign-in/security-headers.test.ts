import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, securityHeaders } from "@/lib/identity/sign-in/security-headers";

describe("the headers of a page", () => {
  it("run scripts by nonce alone and frame nothing", () => {
    const policy = contentSecurityPolicy("n0nce", { secure: false, development: false });
    expect(policy).toContain("script-src 'self' 'nonce-n0nce' 'strict-dynamic';");
    expect(policy).not.toContain("unsafe-eval");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).not.toContain("upgrade-insecure-requests");
  });

  it("insist on https where the dashboard has it", () => {
    const site = { secure: true, development: false };
    expect(contentSecurityPolicy("n", site)).toContain("upgrade-insecure-requests");
    expect(securityHeaders(site)["strict-transport-security"]).toMatch(/^max-age=\d{8}$/);
    expect(securityHeaders({ secure: false, development: false })).not.toHaveProperty("strict-transport-security");
  });
});
