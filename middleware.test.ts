import { NextRequest } from "next/server";
import { beforeEach, describe, expect, it, vi } from "vitest";

const PAGES = { person: 6, address: 3 };

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv("DATABASE_URL", "postgresql://localhost/none");
  vi.stubEnv("AUTH_SECRET", "a secret of at least 32 characters");
  vi.stubEnv("SECRETS_KEY", "a key of at least 32 characters, too");
  vi.stubEnv("PAGES_PER_MINUTE_PERSON", String(PAGES.person));
  vi.stubEnv("PAGES_PER_MINUTE_ADDRESS", String(PAGES.address));
});

/** A dashboard that has answered nothing yet. */
async function dashboard() {
  const { middleware } = await import("@/middleware");
  const { noteSession } = await import("@/lib/access/known-sessions");
  const open = async (path: string, from = "203.0.113.1", cookie = "", more: Record<string, string> = {}) => {
    const headers = { "x-packhouse-peer": from, cookie, ...more };
    return middleware(new NextRequest(`http://localhost:3000${path}`, { headers }));
  };
  const statuses = async (count: number, ...request: Parameters<typeof open>) => {
    const answers: number[] = [];
    for (let one = 0; one < count; one++) answers.push((await open(...request)).status);
    return answers;
  };
  return { open, statuses, noteSession };
}

describe("the rate of pages", () => {
  it("ends a visitor's minute with a page that says how long to wait", async () => {
    const { open, statuses } = await dashboard();
    expect(await statuses(3, "/search?q=ui")).toEqual([200, 200, 200]);
    const refused = await open("/pricing");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(refused.headers.get("content-security-policy")).toContain("default-src 'self'");
    expect(await refused.text()).toContain("<h1>Too many requests</h1>");
    expect(await statuses(1, "/search", "203.0.113.2")).toEqual([200]);
  });

  it("is one for a network of IPv6, and counts what a page loads ahead", async () => {
    const { open, statuses } = await dashboard();
    expect(await statuses(1, "/", "2001:db8::1")).toEqual([200]);
    expect(await statuses(2, "/search?_rsc=1", "2001:db8::2", "", { rsc: "1" })).toEqual([200, 200]);
    expect((await open("/", "2001:db8::3")).status).toBe(429);
    expect((await open("/", "2001:db8:0:1::1")).status).toBe(200);
  });

  it("leaves out what has a rate of its own and what a machine watches", async () => {
    const { statuses } = await dashboard();
    for (const path of ["/api/health", "/api/ready", "/api/v1/plans", "/api/auth/link"]) {
      expect(await statuses(5, path)).toEqual([200, 200, 200, 200, 200]);
    }
  });

  it("is a person's own, wherever they are, once the database knows their session", async () => {
    const { open, statuses, noteSession } = await dashboard();
    noteSession("token-of-ann", "ann");
    noteSession("token-of-ann-too", "ann");
    expect(await statuses(3, "/overview", "203.0.113.1", "packhouse.session=token-of-ann")).toEqual([200, 200, 200]);
    expect(await statuses(3, "/overview", "203.0.113.9", "packhouse.session=token-of-ann-too")).toEqual([
      200, 200, 200,
    ]);
    expect((await open("/overview", "203.0.113.1", "packhouse.session=token-of-ann")).status).toBe(429);
    expect((await open("/search", "203.0.113.1")).status).toBe(200);
  });

  it("does not believe a token that somebody made up", async () => {
    const { open, statuses } = await dashboard();
    for (const token of ["a", "b", "c"]) {
      expect(await statuses(1, "/", "203.0.113.1", `packhouse.session=${token}`)).toEqual([200]);
    }
    expect((await open("/", "203.0.113.1", "packhouse.session=d")).status).toBe(429);
  });
});
