import { describe, expect, it } from "vitest";
import { accountByHandle, sessionByToken } from "@/lib/access/queries";
import type { RequestInfo } from "@/lib/access/types";
import { realNow } from "@/lib/clock";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { redeemSignInLink } from "@/lib/identity/sign-in/redeem-sign-in-link";
import type { SendLinkInput } from "@/lib/identity/sign-in/schema";
import { sendSignInLink } from "@/lib/identity/sign-in/send-sign-in-link";
import { digest, newId } from "@/lib/ids";

let people = 0;
const request = (address = `198.51.100.${++people}`): RequestInfo => ({
  requestId: newId(),
  address,
  userAgent: "test",
  source: "web",
});

function send(input: SendLinkInput, from: RequestInfo, knownDevice = false): Promise<void> {
  return sendSignInLink(input, from, { knownDevice });
}

async function tokenFor(email: string): Promise<string> {
  const rows = await db().outboxMessage.findMany({
    where: { topic: "mail.sign-in-link" },
    orderBy: { createdAt: "desc" },
  });
  for (const { payload } of rows) {
    const text = JSON.stringify(payload);
    const token = /token=([\w-]+)/.exec(text)?.[1];
    if (text.includes(email) && token) return token;
  }
  throw new Error(`no link for ${email}`);
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

describe("a sign-in link", () => {
  it("creates a person with a personal account and a session at the first use", async () => {
    await send({ email: "ada.lovelace@example.com", next: "/packages" }, request());
    const done = await redeemSignInLink({ token: await tokenFor("ada.lovelace@example.com") }, request());
    expect(done).toMatchObject({ isNew: true, returnTo: "/packages" });
    const person = await sessionByToken(done.token);
    expect(person).toMatchObject({ email: "ada.lovelace@example.com", handle: "ada-lovelace", name: "Ada Lovelace" });
    const account = await accountByHandle("ada-lovelace");
    const events = await db().auditEvent.findMany({ where: { accountId: account?.id ?? "" }, orderBy: { seq: "asc" } });
    expect(events.map((event) => event.action)).toEqual(["account.created", "session.created"]);
    expect(await db().usageCounter.count({ where: { accountId: account?.id ?? "" } })).toBeGreaterThan(0);
  });

  it("keeps only digests of its secret and the session's", async () => {
    await send({ email: "digest@example.com" }, request());
    const token = await tokenFor("digest@example.com");
    const session = await redeemSignInLink({ token }, request());
    expect(await db().signInLink.count({ where: { tokenHash: token } })).toBe(0);
    expect(await db().signInLink.count({ where: { tokenHash: digest(token) } })).toBe(1);
    expect(await db().session.count({ where: { tokenHash: session.token } })).toBe(0);
    expect(await db().session.count({ where: { tokenHash: digest(session.token) } })).toBe(1);
  });

  it("works once, also under 20 parallel uses", async () => {
    await send({ email: "once@example.com" }, request());
    const token = await tokenFor("once@example.com");
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(redeemSignInLink({ token }, request()))));
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
    expect(codes.filter((code) => code === "UNAUTHENTICATED")).toHaveLength(19);
    expect(await db().session.count({ where: { user: { email: "once@example.com" } } })).toBe(1);
  });

  it("makes one person when two links of a new address are used at once", async () => {
    const tokens: string[] = [];
    for (let i = 0; i < 4; i++) {
      await send({ email: "twice@example.com" }, request());
      tokens.push(await tokenFor("twice@example.com"));
    }
    const done = await Promise.all(tokens.map((token) => redeemSignInLink({ token }, request())));
    expect(done.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await db().user.count({ where: { email: "twice@example.com" } })).toBe(1);
    expect(await db().account.count({ where: { personalUser: { email: "twice@example.com" } } })).toBe(1);
  });

  it("stops working after its time", async () => {
    await send({ email: "late@example.com" }, request());
    const token = await tokenFor("late@example.com");
    await db().signInLink.updateMany({
      where: { tokenHash: digest(token) },
      data: { expiresAt: new Date(realNow().getTime() - 1_000) },
    });
    expect(await codeOf(redeemSignInLink({ token }, request()))).toBe("UNAUTHENTICATED");
    expect(await codeOf(redeemSignInLink({ token: "never-was-a-link-of-ours" }, request()))).toBe("UNAUTHENTICATED");
    expect(await db().user.count({ where: { email: "late@example.com" } })).toBe(0);
  });

  it("does the same for an address that exists and one that does not", async () => {
    const before = await db().outboxMessage.count();
    expect(await send({ email: "ada.lovelace@example.com" }, request())).toBeUndefined();
    expect(await send({ email: "nobody@example.com" }, request())).toBeUndefined();
    expect((await db().outboxMessage.count()) - before).toBe(2);
  });
});

describe("the mail that one mailbox gets", () => {
  const mailbox = () => `flood-${newId()}@example.com`;
  const inNetwork = (network: number) => request(`203.0.113.${network}`);

  it("is bounded for one network, which takes nothing from the others", async () => {
    const email = mailbox();
    for (let i = 0; i < 5; i++) await send({ email }, inNetwork(1));
    expect(await codeOf(send({ email }, inNetwork(1)))).toBe("RATE_LIMITED");
    expect(await codeOf(send({ email }, inNetwork(2)))).toBe("done");
    expect(await codeOf(send({ email: mailbox() }, inNetwork(1)))).toBe("done");
  });

  it("is bounded for all strangers together, and the owner's own browser still gets a link", async () => {
    const email = mailbox();
    const flood = Array.from({ length: 35 }, (_, network) => codeOf(send({ email }, inNetwork(100 + network))));
    expect((await Promise.all(flood)).filter((code) => code === "done")).toHaveLength(30);
    expect(await codeOf(send({ email }, inNetwork(3)))).toBe("RATE_LIMITED");
    const own = await Promise.all(Array.from({ length: 6 }, () => codeOf(send({ email }, inNetwork(3), true))));
    expect(own.filter((code) => code === "done")).toHaveLength(5);
  });
});
