import { describe, expect, it } from "vitest";
import { isSameOrigin } from "@/lib/entry/same-origin";

const from = (headers: Record<string, string>) =>
  isSameOrigin(new Headers({ host: "packhouse.example:3000", ...headers }));

describe("isSameOrigin", () => {
  it("takes our own pages, a typed address and what is no browser", () => {
    expect(from({ origin: "http://packhouse.example:3000", "sec-fetch-site": "same-origin" })).toBe(true);
    expect(from({ "sec-fetch-site": "none" })).toBe(true);
    expect(from({})).toBe(true);
    expect(from({ origin: "https://public.example", "x-forwarded-host": "public.example" })).toBe(true);
  });

  it.each([
    { origin: "https://evil.example" },
    { origin: "http://packhouse.example:3001" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ])("refuses %o", (headers) => expect(from(headers)).toBe(false));
});
