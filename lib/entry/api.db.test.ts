import { beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { GET as getStatus } from "@/app/api/v1/billing/status/route";
import { GET as getPlans } from "@/app/api/v1/plans/route";
import { plansOutput } from "@/lib/billing/page/api-schema";
import { ANONYMOUS_API_CALLS_PER_MINUTE } from "@/lib/entitlements/limits";
import { expiredTokenFor, onPro, tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { newMember, newOrganization, newPerson, type TestOrganization } from "@/lib/people/members/members.fixture";

vi.stubEnv("LOG_LEVEL", "silent");

const ORIGIN = "http://localhost:3000";
let visitors = 0;

/** Rates count per address, so each caller gets its own unless it names one. */
function headersOf(token: string | null, more: Record<string, string> = {}): Record<string, string> {
  const bearer = token === null ? {} : { authorization: `Bearer ${token}` };
  return { "x-packhouse-peer": `198.51.100.${++visitors % 250}`, ...bearer, ...more };
}

function status(query: string, token: string | null): Promise<Response> {
  const request = new Request(`${ORIGIN}/api/v1/billing/status${query}`, { headers: headersOf(token) });
  return getStatus(request, { params: Promise.resolve({}) });
}

function plans(headers: Record<string, string>, query = ""): Promise<Response> {
  return getPlans(new Request(`${ORIGIN}/api/v1/plans${query}`, { headers }), { params: Promise.resolve({}) });
}

let org: TestOrganization;
let owner: string;
beforeAll(async () => {
  org = await newOrganization();
  await onPro(org.owner);
  owner = await tokenFor(org.owner, { scopes: ["billing:read"] });
});

describe("the order of answers", () => {
  const account = () => `?account=${org.account.handle}`;

  it("is 401, 404, 400, 403, and then the answer", async () => {
    const stranger = await tokenFor(await newPerson("Eve"), { scopes: ["billing:read"] });
    const member = await tokenFor(await newMember(org, "member"), { scopes: ["billing:read"] });
    const codes = [
      await status(`${account()}&invoices=x`, null),
      await status(`${account()}&invoices=x`, "phs_mistyped"),
      await status(`${account()}&invoices=x`, await expiredTokenFor(org.owner)),
      await status(`${account()}&invoices=x`, stranger),
      await status(`${account()}&invoices=x`, member),
      await status("", owner),
      await status(account(), member),
      await status(account(), owner),
      await status(`?account=@${org.account.handle}`, owner),
    ].map((answer) => answer.status);
    expect(codes).toEqual([401, 401, 401, 404, 400, 400, 403, 200, 200]);
  });

  it("says why in a problem document, with the request's id", async () => {
    const narrow = await tokenFor(org.owner, { scopes: ["read"], name: "narrow" });
    const answer = await status(account(), narrow);
    expect(answer.status).toBe(403);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({
      type: "urn:packhouse:forbidden",
      code: "FORBIDDEN",
      status: 403,
      detail: "This token's scopes do not include billing:read. Create one with the scope it needs.",
      requestId: expect.stringMatching(/^[\w-]{8,}$/),
    });
  });

  it("is the same for a handle that nobody has", async () => {
    expect((await status("?account=nobody-has-this", owner)).status).toBe(404);
  });
});

describe("rates", () => {
  it("are told with each answer, by the plan of the account", async () => {
    const headers = (await status(`?account=${org.account.handle}`, owner)).headers;
    expect(headers.get("ratelimit-policy")).toBe('"api";q=600;w=60');
    expect(headers.get("ratelimit")).toMatch(/^"api";r=5\d\d;t=\d+$/);
  });

  it("without a token count for the address, refuse with the wait, and leave other addresses alone", async () => {
    const from = { "x-packhouse-peer": "203.0.113.77" };
    const answers = await Promise.all(Array.from({ length: ANONYMOUS_API_CALLS_PER_MINUTE + 1 }, () => plans(from)));
    expect(answers.filter(({ status: code }) => code === 200)).toHaveLength(ANONYMOUS_API_CALLS_PER_MINUTE);
    const refused = answers.find(({ status: code }) => code === 429);
    expect(refused?.headers.get("ratelimit")).toMatch(/^"api";r=0;t=\d+$/);
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await plans(headersOf(null))).status).toBe(200);
  });
});

describe("the plans", () => {
  it("are public, and the catalogue's numbers; list prices are not for sale while payments are off", async () => {
    const answer = await plans(headersOf(null));
    const body = plansOutput.parse(await answer.json());
    expect(body.provider).toEqual({ state: "disabled" });
    const team = body.plans.find(({ key }) => key === "team");
    expect(team?.prices).toEqual([
      { interval: "month", perSeat: true, amount: 1_900, currency: "usd", confirmed: false },
      { interval: "year", perSeat: true, amount: 19_000, currency: "usd", confirmed: false },
    ]);
    expect(team?.entitlements).toMatchObject({ seats: 3, "packages.private": 250, "audit.export": false });
    expect(body.addOns).toMatchObject([{ key: "storage_100gb", price: { amount: 1_000 } }]);
  });

  it("come again only when they changed", async () => {
    const etag = (await plans(headersOf(null))).headers.get("etag") ?? "";
    const known = await plans(headersOf(null, { "if-none-match": `"other", W/${etag}` }));
    expect(known.status).toBe(304);
    expect(await known.text()).toBe("");
    expect((await plans(headersOf(null, { "if-none-match": '"other"' }))).status).toBe(200);
  });

  it("refuse a bad token and an unknown question", async () => {
    expect((await plans(headersOf("phs_mistyped"))).status).toBe(401);
    expect((await plans(headersOf(null), "?colour=blue")).status).toBe(400);
  });
});

it("the answers have a schema that a description can carry", () => {
  expect(z.toJSONSchema(plansOutput)).toMatchObject({ type: "object", required: expect.arrayContaining(["plans"]) });
});
