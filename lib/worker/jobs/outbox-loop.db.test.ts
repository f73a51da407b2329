import { expect, it, vi } from "vitest";
import { realNow } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { SIGN_IN_LINK_MAIL } from "@/lib/identity/sign-in/sign-in-link-mail";
import { enqueue } from "@/lib/outbox/enqueue";
import { startOutboxLoop } from "@/lib/worker/jobs/outbox-loop";

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
      enqueue(tx, SIGN_IN_LINK_MAIL, { email, link: "http://localhost/x", expiresAt: realNow().toISOString() }),
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

/** The processes in Postgres that listen for announcements in this test's database. */
async function listeners(): Promise<number[]> {
  const rows = await db().$queryRaw<{ pid: number }[]>`
    SELECT "pid" FROM pg_stat_activity
     WHERE "application_name" = 'packhouse-listener' AND "datname" = current_database()`;
  return rows.map(({ pid }) => pid);
}

it("listens again when its connection was cut, and leaves none behind", async () => {
  const loop = startOutboxLoop(async () => undefined);
  await vi.waitFor(async () => expect(await listeners()).toHaveLength(1), { timeout: 5_000 });
  const [cut] = await listeners();
  await db().$queryRaw`SELECT pg_terminate_backend(${cut}::int)`;
  await vi.waitFor(async () => expect((await listeners()).filter((pid) => pid !== cut)).toHaveLength(1), {
    timeout: 5_000,
  });
  await loop.stop();
  await vi.waitFor(async () => expect(await listeners()).toEqual([]), { timeout: 5_000 });
});
