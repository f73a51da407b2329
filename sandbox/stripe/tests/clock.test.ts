import type Stripe from "stripe";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Core } from "../core";
import { runDue } from "../state/due";
import { noJournal } from "../state/journal";
import { StepStore } from "../state/store";
import { control, startWorld, type World } from "./world.test-support";

const DAY_S = 86_400;

let world: World;
let stripe: Stripe;

beforeEach(async () => {
  world = await startWorld({ catalogue: false });
  stripe = world.stripe;
});
afterEach(() => world.stop());

const machine = () => Math.floor(Date.now() / 1000);

it("moves forward only, and dates what is made by it", async () => {
  await control(world, "POST", "/clock/advance", { seconds: 40 * DAY_S });
  const { created } = await stripe.customers.create({});
  expect(created).toBeGreaterThanOrEqual(machine() + 40 * DAY_S - 5);
  await expect(control(world, "POST", "/clock/advance", { seconds: -1 })).rejects.toThrow(/only moves forward/);
  expect(await control(world, "GET", "/clock")).toMatchObject({ offset: 40 * DAY_S });
});

it("tells its offset to whoever follows, at once and with each advance", async () => {
  const answer = await fetch(`${world.url}/_control/clock/stream`);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect(JSON.parse((await reader?.read())?.value ?? "")).toEqual({ offset: 0 });
  await world.advance(DAY_S);
  expect(JSON.parse((await reader?.read())?.value ?? "")).toEqual({ offset: DAY_S });
  await reader?.cancel();
});

it("runs what is due in order, with the clock standing at each", () => {
  const core = new Core(new StepStore(noJournal));
  const begin = core.clock.now();
  const ran: [string, number][] = [];
  const due = new Map([
    ["late", begin + 300],
    ["early", begin + 100],
    ["beyond", begin + 900],
  ]);
  const work = (name: string) => () => {
    due.delete(name);
    ran.push([name, core.clock.now() - begin]);
    if (name === "early") due.set("made by early", begin + 200);
  };
  const source = () => [...due].map(([name, at]) => ({ at, run: work(name) }));
  runDue(core, [source], begin + 500, (at) => core.clock.standAt(at));
  expect(ran).toEqual([
    ["early", 100],
    ["made by early", 200],
    ["late", 300],
  ]);
});
