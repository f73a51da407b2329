import { beforeEach, describe, expect, it, vi } from "vitest";
import { sessionByToken } from "@/lib/access/queries";
import { db } from "@/lib/db";
import { redeemLinkRoute, sendLinkRoute } from "@/lib/identity/sign-in/sign-in-routes";
import { newId } from "@/lib/ids";

vi.stubEnv("LOG_LEVEL", "silent");

const ORIGIN = "http://localhost:3000";
const FORM = "application/x-www-form-urlencoded";

/** A browser with its cookies. */
class Browser {
  readonly cookies = new Map<string, string>();
  constructor(readonly address: string) {}

  async post(route: typeof sendLinkRoute, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const init: RequestInit & { duplex: "half" } = {
      method: "POST",
      body,
      duplex: "half",
      headers: { "content-type": "application/json", "x-packhouse-peer": this.address, cookie, ...headers },
    };
    const answer = await route(new Request(`${ORIGIN}/api/auth`, init), { params: Promise.resolve({}) });
    for (const text of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
      this.cookies.set(name, value);
    }
    return answer;
  }

  get session(): string {
    return this.cookies.get("packhouse.session") ?? "";
  }
}

let networks = 0;
let browser: Browser;
let email: string;
beforeEach(() => {
  browser = new Browser(`198.51.100.${++networks}`);
  email = `way-in-${newId()}@example.com`;
});

function ask(from: Browser, to: string, next?: string): Promise<Response> {
  return from.post(sendLinkRoute, JSON.stringify({ email: to, next }));
}

async function linkTo(address: string): Promise<string> {
  const rows = await db().outboxMessage.findMany({
    where: { topic: "mail.sign-in-link", payload: { path: ["email"], equals: address } },
    orderBy: { createdAt: "desc" },
    take: 1,
  });
  return /token=([\w-]+)/.exec(JSON.stringify(rows[0]?.payload))?.[1] ?? "";
}

async function redeem(in_: Browser, address: string): Promise<string> {
  const answer = await in_.post(redeemLinkRoute, JSON.stringify({ token: await linkTo(address) }));
  expect(answer.status).toBe(200);
  return (await answer.json()).returnTo;
}

async function signIn(in_: Browser, address: string, next?: string): Promise<string> {
  expect((await ask(in_, address, next)).status).toBe(202);
  return redeem(in_, address);
}

/** A body without a length that never ends, and the count of bytes that were taken of it. */
function endless() {
  const taken = { bytes: 0 };
  const chunk = new TextEncoder().encode(`{"k":${" ".repeat(1_000)}`);
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken.bytes += chunk.length;
      controller.enqueue(chunk);
    },
  });
  return { stream, taken };
}

describe("the order of answers", () => {
  it("is the sender's rate, the announced length, the page's site, and then the body", async () => {
    const long = { "content-length": "9000000" };
    const elsewhere = { origin: "https://elsewhere.example" };
    expect((await browser.post(sendLinkRoute, "{}", { ...long, ...elsewhere })).status).toBe(413);
    expect((await browser.post(sendLinkRoute, "{}", elsewhere)).status).toBe(403);
    expect((await browser.post(sendLinkRoute, "{")).status).toBe(400);
    for (let i = 3; i < 60; i++) await browser.post(sendLinkRoute, "{");
    const refused = await browser.post(sendLinkRoute, "{", { ...long, ...elsewhere });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await ask(new Browser("203.0.113.240"), email)).status).toBe(202);
  });

  it("stops reading a body without a length after a few kilobytes, before it is parsed", async () => {
    for (const type of ["application/json", FORM, "multipart/form-data; boundary=x"]) {
      const { stream, taken } = endless();
      expect((await browser.post(redeemLinkRoute, stream, { "content-type": type })).status).toBe(413);
      expect(taken.bytes).toBeLessThan(20_000);
    }
  });

  it("sends a form that asked too often back to its page", async () => {
    for (let i = 0; i < 60; i++) await browser.post(sendLinkRoute, "email=x", { "content-type": FORM });
    const answer = await browser.post(sendLinkRoute, `email=${email}`, { "content-type": FORM });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/sign-in?error=rate"]);
  });
});

describe("a browser that proved a mailbox before", () => {
  it("still gets a link when strangers used up theirs, and only for that mailbox", async () => {
    await signIn(browser, email);
    const strangers = Array.from({ length: 36 }, (_, network) => ask(new Browser(`192.0.2.${network}`), email));
    expect((await Promise.all(strangers)).some(({ status }) => status === 429)).toBe(true);
    expect((await ask(new Browser("192.0.2.99"), email)).status).toBe(429);
    expect((await ask(browser, email)).status).toBe(202);

    const other = `other-${newId()}@example.com`;
    for (let i = 0; i < 5; i++) await ask(browser, other);
    expect((await ask(browser, other)).status, "the mark of one mailbox is none for another").toBe(429);
  });

  it("remembers the last people who signed in there, and believes no mark of another's making", async () => {
    const people = Array.from({ length: 6 }, (_, i) => `person-${i}-${newId()}@example.com`);
    for (const one of people) await signIn(browser, one);
    expect(browser.cookies.get("packhouse.device")?.split(".")).toHaveLength(5);
    const forger = new Browser("203.0.113.241");
    forger.cookies.set("packhouse.device", "x".repeat(32));
    for (let i = 0; i < 5; i++) expect((await ask(forger, email)).status).toBe(202);
    expect((await ask(forger, email)).status).toBe(429);
  });
});

describe("the page after a mailed link", () => {
  const terminal = "01935e7a-0000-7000-8000-000000000000";
  const page = `/login/registry/${terminal}`;

  it("is never a stranger's waiting terminal", async () => {
    const stranger = new Browser("203.0.113.242");
    stranger.cookies.set("packhouse.terminal", terminal);
    await ask(stranger, email, page);
    expect(await redeem(browser, email)).toBe("/overview");
  });

  it("is a waiting terminal for the browser that opened it, and any other page as before", async () => {
    browser.cookies.set("packhouse.terminal", terminal);
    expect(await signIn(browser, email, page)).toBe(page);
    expect(await signIn(browser, email, "/packages")).toBe("/packages");
  });
});

describe("a sign-in in a browser where somebody is signed in", () => {
  it("ends the replaced session and records its end, and leaves other sessions alone", async () => {
    const elsewhere = new Browser("203.0.113.243");
    await signIn(elsewhere, email);
    await signIn(browser, email);
    const before = browser.session;
    const owner = await sessionByToken(before);

    await signIn(browser, `second-${newId()}@example.com`);
    expect(await sessionByToken(before)).toBeNull();
    expect(await sessionByToken(browser.session)).toMatchObject({ email: expect.stringContaining("second-") });
    expect(await sessionByToken(elsewhere.session)).toMatchObject({ email });
    const account = await db().account.findUniqueOrThrow({ where: { personalUserId: owner?.userId ?? "" } });
    const ended = await db().auditEvent.findMany({ where: { accountId: account.id, action: "session.revoked" } });
    expect(ended.map(({ actorId }) => actorId)).toEqual([owner?.userId]);
  });

  it("ends nothing when the link is refused", async () => {
    await signIn(browser, email);
    const token = await linkTo(email);
    expect((await browser.post(redeemLinkRoute, JSON.stringify({ token }))).status).toBe(401);
    expect(await sessionByToken(browser.session)).toMatchObject({ email });
  });
});
