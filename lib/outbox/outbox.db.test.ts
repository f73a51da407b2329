import { beforeEach, describe, expect, it, vi } from "vitest";
import { realNow } from "@/lib/clock";
import { db, pool, transaction } from "@/lib/db";
import { SIGN_IN_LINK_MAIL } from "@/lib/identity/sign-in/sign-in-link-mail";
import { deliverOutbox, type OutboxRow } from "@/lib/outbox/deliver-outbox";
import { enqueue } from "@/lib/outbox/enqueue";
import { MAX_ATTEMPTS, waitAfter } from "@/lib/outbox/rules";
import { captureMail } from "@/lib/worker/mails/capture-mail";
import { capturedMessages } from "@/lib/worker/mails/queries";
import { sendMessage } from "@/lib/worker/mails/send";

vi.stubEnv("LOG_LEVEL", "silent");

const expiresAt = new Date(realNow().getTime() + 900_000).toISOString();
const link = "http://localhost:3000/sign-in/verify?token=secret-of-the-link";
const queue = (email: string) => transaction((tx) => enqueue(tx, SIGN_IN_LINK_MAIL, { email, link, expiresAt }));
const makeDue = () => db().outboxMessage.updateMany({ where: { sentAt: null }, data: { nextAttemptAt: realNow() } });
const only = () => db().outboxMessage.findFirstOrThrow();

beforeEach(async () => {
  await db().outboxMessage.deleteMany();
  await db().capturedMail.deleteMany();
});

describe("the outbox", () => {
  it("sends a message once it is committed, and forgets its secret", async () => {
    await queue("one@example.com");
    expect(await deliverOutbox((message) => sendMessage(captureMail, message))).toEqual({ sent: 1, failed: 0 });
    expect(await only()).toMatchObject({ payload: {}, attempts: 1, lastError: "" });
    expect((await only()).sentAt).not.toBeNull();
    const [mail] = await capturedMessages("ONE@example.com");
    expect(mail?.text).toContain(link);
    expect(mail?.html).toContain("Sign in to Packhouse");
    expect(await deliverOutbox(() => Promise.reject(new Error("asked again")))).toEqual({ sent: 0, failed: 0 });
  });

  it("writes nothing when the change rolls back", async () => {
    const failing = transaction(async (tx) => {
      await enqueue(tx, SIGN_IN_LINK_MAIL, { email: "never@example.com", link, expiresAt });
      throw new Error("rolled back");
    });
    await expect(failing).rejects.toThrow("rolled back");
    expect(await db().outboxMessage.count()).toBe(0);
  });

  it("keeps a message that could not be sent, waits, and sends it at a later try", async () => {
    await queue("later@example.com");
    const before = realNow().getTime();
    expect(await deliverOutbox(() => Promise.reject(new Error("connection refused")))).toEqual({ sent: 0, failed: 1 });
    const row = await only();
    expect(row).toMatchObject({ sentAt: null, attempts: 1, lastError: "connection refused" });
    expect(row.nextAttemptAt.getTime()).toBeGreaterThanOrEqual(before + waitAfter(1));
    expect(await deliverOutbox(() => Promise.resolve())).toEqual({ sent: 0, failed: 0 });
    await makeDue();
    expect(await deliverOutbox((message) => sendMessage(captureMail, message))).toEqual({ sent: 1, failed: 0 });
    expect(await capturedMessages("later@example.com")).toHaveLength(1);
  });

  it("does not let one slow message use up the lease of the others", async () => {
    await queue("slow@example.com");
    await queue("quick@example.com");
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const begun: string[] = [];
    const delivering = deliverOutbox(async ({ id }) => {
      begun.push(id);
      await held;
    });
    await vi.waitFor(() => expect(begun).toHaveLength(2));
    release();
    expect(await delivering).toEqual({ sent: 2, failed: 0 });
  });

  it("leaves a message to the next worker when one dies after taking it", async () => {
    await queue("lease@example.com");
    const dead = new Promise<void>(() => undefined);
    void deliverOutbox(() => dead);
    await vi.waitFor(async () => expect((await only()).attempts).toBe(1));
    expect((await only()).sentAt).toBeNull();
    await makeDue();
    expect(await deliverOutbox(() => Promise.resolve())).toEqual({ sent: 1, failed: 0 });
  });

  it("stops after the last try and stays visible, without its secret", async () => {
    await queue("dead@example.com");
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      await makeDue();
      expect(await deliverOutbox(() => Promise.reject(new Error(`try ${attempt}`)))).toEqual({ sent: 0, failed: 1 });
    }
    await makeDue();
    expect(await deliverOutbox(() => Promise.resolve())).toEqual({ sent: 0, failed: 0 });
    expect(await only()).toMatchObject({
      sentAt: null,
      attempts: MAX_ATTEMPTS,
      lastError: `try ${MAX_ATTEMPTS}`,
      payload: { email: "dead@example.com" },
    });
  });

  it("shares messages among eight workers that start at once, each message once", async () => {
    // Opens all connections first: otherwise the first worker finishes before the second has one.
    await Promise.all(Array.from({ length: 8 }, () => pool().query("SELECT pg_sleep(0.05)")));
    for (let round = 0; round < 20; round++) {
      await db().outboxMessage.deleteMany();
      await Promise.all(Array.from({ length: 40 }, (_, i) => queue(`share-${i}@example.com`)));
      const seen: string[] = [];
      const send = async ({ id }: OutboxRow) => {
        seen.push(id);
      };
      const worker = async () => {
        while ((await deliverOutbox(send)).sent > 0);
      };
      await Promise.all(Array.from({ length: 8 }, worker));
      expect(seen).toHaveLength(40);
      expect(new Set(seen).size).toBe(40);
    }
  });

  it("counts a topic it does not know as not sent", async () => {
    await queue("topic@example.com");
    await db().outboxMessage.updateMany({ data: { topic: "mail.of-tomorrow" } });
    expect(await deliverOutbox((message) => sendMessage(captureMail, message))).toEqual({ sent: 0, failed: 1 });
    expect((await only()).lastError).toContain("mail.of-tomorrow");
  });
});
