import { expect, it, vi } from "vitest";
import { realNow } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { startOutboxLoop } from "@/lib/jobs/outbox-loop";
import { enqueue } from "@/lib/notifications/enqueue";

vi.stubEnv("LOG_LEVEL", "silent");

it("delivers what is committed while it runs, finishes what it holds when stopped, and takes nothing after", async () => {
  const sent: unknown[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const loop = startOutboxLoop(async ({ payload }) => {
    sent.push(payload);
    if (sent.length === 2) await held;
  });
  const queue = (email: string) =>
    transaction((tx) =>
      enqueue(tx, "mail.sign-in-link", { email, link: "http://localhost/x", expiresAt: realNow().toISOString() }),
    );
  await queue("a@example.com");
  await vi.waitFor(() => expect(sent).toHaveLength(1), { timeout: 5_000 });
  await queue("b@example.com");
  await vi.waitFor(() => expect(sent).toHaveLength(2), { timeout: 5_000 });
  const stopped = loop.stop();
  release();
  await stopped;
  await queue("c@example.com");
  expect(await db().outboxMessage.count({ where: { sentAt: { not: null } } })).toBe(2);
  expect(sent).toHaveLength(2);
});
