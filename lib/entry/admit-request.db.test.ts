import { beforeEach, expect, it, vi } from "vitest";
import { refusalOf, WRITE } from "@/lib/entry/admit-request";
import config from "@/next.config.mjs";

vi.stubEnv("LOG_LEVEL", "silent");
vi.stubEnv("DASHBOARD_URL", "https://packhouse.example");
vi.stubEnv("TRUSTED_PROXIES", "10.0.0.1");

const OWN = "packhouse.example";
const PAGE = { origin: "https://packhouse.example", "sec-fetch-site": "same-origin" };
let networks = 0;
let peer = "";
beforeEach(() => {
  peer = `198.51.100.${++networks}`;
});

async function statusOf(method: string, path: string, headers: Record<string, string> = {}): Promise<number | "in"> {
  const said = { host: OWN, "x-packhouse-peer": peer, ...headers };
  const request = new Request(`http://localhost:3000${path}`, { method, headers: said });
  return (await refusalOf(request, "request-of-this-test"))?.status ?? "in";
}

it("lets in what our own pages send, and what is no browser", async () => {
  expect(await statusOf("POST", "/orgs/acme/team", PAGE)).toBe("in");
  expect(await statusOf("POST", "/api/auth/link")).toBe("in");
  expect(await statusOf("GET", "/pricing", { origin: "https://elsewhere.example" })).toBe("in");
});

it("takes the sender's rate, then looks at the length, the host and the page", async () => {
  const long = { "content-length": String(WRITE.limitBytes + 1) };
  const foreignHost = { host: "evil.example" };
  const foreignPage = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  expect(await statusOf("POST", "/pricing", { ...long, ...foreignHost, ...foreignPage })).toBe(413);
  expect(await statusOf("POST", "/pricing", { ...foreignHost, ...foreignPage })).toBe(400);
  expect(await statusOf("POST", "/pricing", foreignPage)).toBe(403);
  expect(await statusOf("POST", "/pricing", { origin: "null" })).toBe(403);
  await Promise.all(Array.from({ length: 1_200 }, () => statusOf("POST", "/pricing", PAGE)));
  expect(await statusOf("POST", "/pricing", { ...long, ...foreignHost, ...foreignPage })).toBe(429);
  expect(await statusOf("GET", "/pricing")).toBe("in");
});

it("counts a body by what it may cost: a long one, or one without a length, as many small ones", async () => {
  const statuses = async (count: number, headers: Record<string, string>) =>
    Promise.all(Array.from({ length: count }, () => statusOf("POST", "/pricing", headers)));
  const long = await statuses(100, { "content-length": "190000" });
  expect(long.filter((status) => status === "in")).toHaveLength(100);
  const unknown = await statuses(1, { "transfer-encoding": "chunked" });
  expect(unknown).toEqual([429]);
});

it("knows a name that leads here from its own, whatever page the browser takes it for", async () => {
  const rebound = { host: "evil.example", origin: "https://evil.example", "sec-fetch-site": "same-origin" };
  expect(await statusOf("POST", "/dev/sign-in", rebound)).toBe(400);
  expect(await statusOf("GET", "/dev/mail.json?to=a@example.com", { host: "evil.example" })).toBe(400);
  expect(await statusOf("GET", "/%64ev/mail", { host: "evil.example" })).toBe(400);
  expect(await statusOf("GET", "/dev/mail")).toBe("in");
  expect(await statusOf("GET", "/developers", { host: "10.0.0.9" })).toBe("in");
});

it("believes X-Forwarded-Host from a trusted proxy only: a page can send it too", async () => {
  const inside = { host: "dashboard.internal", "x-forwarded-host": OWN, ...PAGE };
  expect(await statusOf("POST", "/pricing", inside)).toBe(400);
  expect(await statusOf("POST", "/pricing", { ...inside, "x-packhouse-peer": "10.0.0.1" })).toBe("in");
});

it("Next reads no longer action than may come in, and middleware cuts none that may", () => {
  expect(config.experimental?.serverActions?.bodySizeLimit).toBe(WRITE.limitBytes);
  expect(config.experimental?.proxyClientMaxBodySize).toBeGreaterThan(WRITE.limitBytes);
});
