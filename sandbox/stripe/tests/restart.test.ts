import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { z } from "zod";
import { fileJournal } from "../state/journal";
import { clientOf, control, startWorld } from "./world.test-support";

const folder = mkdtempSync(path.join(tmpdir(), "packhouse-sandbox-"));
const ROOT = path.resolve(import.meta.dirname, "../../..");
const PROGRAM = path.join(ROOT, "node_modules/.cache/sandbox-restart.mjs");

beforeAll(async () => {
  const [entry, format] = [path.join(import.meta.dirname, "../main.ts"), "esm"] as const;
  await build({ entryPoints: [entry], outfile: PROGRAM, bundle: true, format, platform: "node", packages: "external" });
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(PROGRAM, { force: true });
});

function launch(env: Partial<NodeJS.ProcessEnv>): ChildProcess {
  return spawn(process.execPath, [PROGRAM], {
    env: {
      NODE_ENV: "test",
      PATH: process.env.PATH,
      PACKHOUSE_HOME: path.join(folder, "home"),
      SANDBOX_PORT: "0",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** The port that it says it listens on. */
async function portOf(child: ChildProcess): Promise<number> {
  for await (const part of child.stdout ?? []) {
    const [, port] = /listens on .*:(\d+)/.exec(String(part)) ?? [];
    if (port !== undefined) return Number(port);
  }
  throw new Error("The sandbox ended before it listened.");
}

/** The sandbox's own time, in seconds: its process may have another clock than this one. */
async function timeOf(port: number): Promise<number> {
  const clock = await control({ url: `http://127.0.0.1:${port}` }, "GET", "/clock");
  return z.object({ now: z.number() }).parse(clock).now;
}

it("keeps everything that it answered when it is killed, and stops cleanly when asked", async () => {
  const first = launch({});
  const before = await portOf(first);
  await control({ url: `http://127.0.0.1:${before}` }, "POST", "/clock/advance", { seconds: 86_400 });
  const customer = await clientOf(before).customers.create({ name: "Kept" }, { idempotencyKey: "kept:1" });
  first.kill("SIGKILL");
  await once(first, "exit");
  const second = launch({});
  const port = await portOf(second);
  const stripe = clientOf(port);
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ name: "Kept", created: customer.created });
  expect((await stripe.customers.create({ name: "Kept" }, { idempotencyKey: "kept:1" })).id).toBe(customer.id);
  expect((await stripe.prices.list({ limit: 100 })).data).toHaveLength(5);
  expect(await control({ url: `http://127.0.0.1:${port}` }, "GET", "/clock")).toMatchObject({ offset: 86_400 });
  second.kill("SIGTERM");
  expect(await once(second, "exit")).toEqual([0, null]);
}, 60_000);

it("goes on to where it was sent when it is killed on the way", async () => {
  const home = path.join(folder, "cut-advance");
  const journal = path.join(home, "sandbox", "journal.ndjson");
  const first = launch({ PACKHOUSE_HOME: home });
  const before = await portOf(first);
  const stripe = clientOf(before);
  const [price] = (await stripe.prices.list({ lookup_keys: ["pro_monthly"] })).data;
  const customer = await stripe.customers.create({});
  const card = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  const items = [{ price: price?.id ?? "" }];
  await stripe.subscriptions.create({ customer: customer.id, items, default_payment_method: card.id });
  const begun = statSync(journal).size;
  const tenYears = 3_650 * 86_400;
  const target = (await timeOf(before)) + tenYears;
  const body = new URLSearchParams({ seconds: String(tenYears) });
  const cut = fetch(`http://127.0.0.1:${before}/_control/clock/advance`, { method: "POST", body }).catch(() => "cut");
  await vi.waitFor(() => expect(statSync(journal).size).toBeGreaterThan(begun + 100_000), {
    interval: 5,
    timeout: 30_000,
  });
  first.kill("SIGKILL");
  expect(await cut).toBe("cut");
  const second = launch({ PACKHOUSE_HOME: home });
  const port = await portOf(second);
  expect(await timeOf(port)).toBeGreaterThanOrEqual(target);
  const all = clientOf(port).invoices.list({ customer: customer.id, limit: 100 });
  expect(await all.autoPagingToArray({ limit: 500 })).toHaveLength(120);
  second.kill("SIGTERM");
  await once(second, "exit");
}, 60_000);

it("does not start in production outside the demo", async () => {
  const refused = launch({ NODE_ENV: "production" });
  let said = "";
  refused.stderr?.on("data", (part) => {
    said += String(part);
  });
  const [code] = await once(refused, "exit");
  expect(code).not.toBe(0);
  expect(said).toContain("does not start in production");
});

it("forgets a step whose writing was cut, and says where a journal is damaged", async () => {
  const journal = path.join(folder, "cut.ndjson");
  const first = await startWorld({ journal, catalogue: false });
  const { id } = await first.stripe.customers.create({ name: "Whole" });
  await first.stop();
  appendFileSync(journal, '[{"put":{"id":"cus_half","object":"custo');
  const second = await startWorld({ journal, catalogue: false });
  expect(second.sandbox.store.all("customer").map((one) => one.id)).toEqual([id]);
  await second.stop();
  writeFileSync(journal, `[{"put"\n${readFileSync(journal, "utf8")}`);
  expect(() => fileJournal(journal).read()).toThrow(/damaged in line 1/);
});

it("is shorter after a restart, and the same", async () => {
  const journal = path.join(folder, "long.ndjson");
  const first = await startWorld({ journal });
  const { stripe } = first;
  const { id } = await stripe.customers.create({});
  for (let round = 0; round < 20; round++) await stripe.customers.update(id, { name: `Name ${round}` });
  const objects = ["customer", "price", "product", "event"];
  const before = objects.map((object) => first.sandbox.store.all(object));
  await first.stop();
  const long = readFileSync(journal).length;
  const second = await startWorld({ journal });
  expect(objects.map((object) => second.sandbox.store.all(object))).toEqual(before);
  await second.stop();
  expect(readFileSync(journal).length).toBeLessThan(long);
});

it("gives the same ids from the same seed, and starts over when it is told to", async () => {
  const ids: string[][] = [];
  for (let round = 0; round < 2; round++) {
    const running = await startWorld({ seed: "a year" });
    const { stripe } = running;
    await stripe.customers.create({});
    ids.push(running.sandbox.store.all("price").map(({ id }) => id));
    expect(await control(running, "POST", "/reset")).toMatchObject({ offset: 0 });
    expect((await stripe.customers.list()).data).toEqual([]);
    expect((await stripe.prices.list({ limit: 100 })).data).toHaveLength(5);
    await running.stop();
  }
  expect(ids[0]).toEqual(ids[1]);
});

it("begins at another instant when a reset names one", async () => {
  const running = await startWorld({ catalogue: false });
  const aYearAgo = Math.floor(Date.now() / 1000) - 365 * 86_400;
  const body = z.object({ now: z.number(), offset: z.number() });
  const clock = body.parse(await control(running, "POST", "/reset", { at: aYearAgo }));
  expect(clock.now - aYearAgo).toBeLessThan(5);
  expect(clock.offset).toBeLessThan(-364 * 86_400);
  expect((await running.stripe.customers.create({})).created - aYearAgo).toBeLessThan(10);
  await running.stop();
});
