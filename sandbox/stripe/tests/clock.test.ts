import type Stripe from "stripe";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Core } from "../core";
import type { RunningSandbox } from "../server";
import { runDue } from "../state/due";
import { noJournal } from "../state/journal";
import { StepStore } from "../state/store";
import { clientOf, control, start } from "./sdk.test-support";

const DAY_S = 86_400;

let running: RunningSandbox;
let stripe: Stripe;

beforeEach(async () => {
  running = await start({ catalogue: false });
  stripe = clientOf(running);
});
afterEach(() => running.stop());

const machine = () => Math.floor(Date.now() / 1000);

it("moves forward only, and dates what is made by it", async () => {
  await control(running, "POST", "/clock/advance", { seconds: 40 * DAY_S });
  const { created } = await stripe.customers.create({});
  expect(created).toBeGreaterThanOrEqual(machine() + 40 * DAY_S - 5);
  await expect(control(running, "POST", "/clock/advance", { seconds: -1 })).rejects.toThrow(/only moves forward/);
  expect(await control(running, "GET", "/clock")).toMatchObject({ offset: 40 * DAY_S });
});

it("tells its offset to whoever follows, at once and with each advance", async () => {
  const answer = await fetch(`${running.url}/_control/clock/stream`);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect(JSON.parse((await reader?.read())?.value ?? "")).toEqual({ offset: 0 });
  await running.advance(DAY_S);
  expect(JSON.parse((await reader?.read())?.value ?? "")).toEqual({ offset: DAY_S });
  await reader?.cancel();
});

it("runs what is due in order, with the clock standing at each", () => {
  const core = new Core(new StepStore(noJournal));
  const begin = core.clock.global();
  const ran: [string, number][] = [];
  const due = new Map([
    ["late", begin + 300],
    ["early", begin + 100],
    ["beyond", begin + 900],
  ]);
  const work = (name: string) => () => {
    due.delete(name);
    ran.push([name, core.clock.global() - begin]);
    if (name === "early") due.set("made by early", begin + 200);
  };
  const source = () => [...due].map(([name, at]) => ({ at, run: work(name) }));
  runDue(
    core,
    [source],
    () => begin + 500,
    (at) => core.clock.standAt(at),
  );
  expect(ran).toEqual([
    ["early", 100],
    ["made by early", 200],
    ["late", 300],
  ]);
});

it("advances a test clock through `advancing` to `ready`, for its own customers alone", async () => {
  const frozen = machine();
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: frozen, name: "A year" });
  const customer = await stripe.customers.create({ test_clock: clock.id });
  expect(customer.created).toBe(frozen);
  const advancing = await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: frozen + 400 * DAY_S });
  expect(advancing.status).toBe("advancing");
  await vi.waitFor(async () => {
    const ready = await stripe.testHelpers.testClocks.retrieve(clock.id);
    expect(ready).toMatchObject({ status: "ready", frozen_time: frozen + 400 * DAY_S });
  });
  const changed = await stripe.customers.update(customer.id, { name: "Later" });
  const [event] = (await stripe.events.list({ type: "customer.updated" })).data;
  expect(changed.created).toBe(frozen);
  expect(event?.created).toBe(frozen + 400 * DAY_S);
  expect((await stripe.customers.create({})).created).toBeLessThan(frozen + DAY_S);
});

it("refuses to take a test clock back, or more than two years on", async () => {
  const frozen = machine();
  const { id } = await stripe.testHelpers.testClocks.create({ frozen_time: frozen });
  const advance = (to: number) => stripe.testHelpers.testClocks.advance(id, { frozen_time: to });
  await expect(advance(frozen - 1)).rejects.toMatchObject({ statusCode: 400, param: "frozen_time" });
  await expect(advance(frozen + 3 * 365 * DAY_S)).rejects.toThrow(/too far/);
  await advance(frozen + 2 * 365 * DAY_S);
});

it("takes its customers with it when a test clock is deleted", async () => {
  const { id } = await stripe.testHelpers.testClocks.create({ frozen_time: machine() });
  const customer = await stripe.customers.create({ test_clock: id });
  await stripe.testHelpers.testClocks.del(id);
  await expect(stripe.customers.retrieve(customer.id)).rejects.toMatchObject({ statusCode: 404 });
});
