import { describe, expect, it } from "vitest";
import { isOwnHost, isSameOrigin } from "@/lib/entry/same-origin";

const SITE = "https://packhouse.example";
const HERE = "http://localhost:3000";

function from(headers: Record<string, string>, site = SITE, host = "packhouse.example") {
  return isSameOrigin({ headers: new Headers(headers), host, site });
}

describe("isSameOrigin", () => {
  it("takes our own pages, a typed address and what is no browser", () => {
    expect(from({ origin: SITE, "sec-fetch-site": "same-origin" })).toBe(true);
    expect(from({ "sec-fetch-site": "none" })).toBe(true);
    expect(from({})).toBe(true);
  });

  it.each([
    { origin: "https://evil.example" },
    { origin: "https://packhouse.example:3001" },
    { origin: "http://packhouse.example" },
    { origin: "null" },
    { origin: "nonsense" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ])("refuses %o", (headers) => expect(from(headers)).toBe(false));

  it("compares with the settings: a foreign name that leads here makes no page ours", () => {
    const rebound = { origin: "http://evil.example:3000", "sec-fetch-site": "same-origin" };
    expect(from(rebound, HERE, "evil.example:3000")).toBe(false);
    expect(from({ origin: "https://evil.example" }, SITE, "evil.example")).toBe(false);
  });

  it("takes this machine's other names for a site on this machine, at the port that was called", () => {
    expect(from({ origin: "http://127.0.0.1:3000" }, HERE, "127.0.0.1:3000")).toBe(true);
    expect(from({ origin: "http://127.0.0.1:8080" }, HERE, "127.0.0.1:3000")).toBe(false);
    expect(from({ origin: "http://127.0.0.1:3000" }, SITE, "127.0.0.1:3000")).toBe(false);
  });
});

describe("isOwnHost", () => {
  it.each([
    [SITE, "packhouse.example"],
    [SITE, "packhouse.example:443"],
    [SITE, "PACKHOUSE.example:8080"],
    [HERE, "localhost:3000"],
    [HERE, "127.0.0.1:3999"],
    [HERE, "[::1]:3000"],
    [HERE, ""],
  ])("of %s is %s", (site, host) => expect(isOwnHost({ host, site })).toBe(true));

  it.each([
    [SITE, "evil.example"],
    [SITE, "packhouse.example.evil.example"],
    [SITE, "localhost"],
    [HERE, "evil.example:3000"],
    [HERE, "packhouse.example"],
    [HERE, "not a host"],
  ])("of %s is not %s", (site, host) => expect(isOwnHost({ host, site })).toBe(false));
});
