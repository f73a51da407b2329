import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { tamper } from "@/lib/audit/tamper.fixture";
import { writeCheckpoints } from "@/lib/audit/write-checkpoints";
import { plansOutput } from "@/lib/billing/page/api-schema";
import { newPayer, type Payer } from "@/lib/billing/sync/payer.fixture";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { errorSentence } from "@/lib/error-copy";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { newOrganization } from "@/lib/people/members/members.fixture";
import { run } from "@/ops/commands";
import { EXIT, exitOf } from "@/ops/exit";
import { table } from "@/ops/table";
import { bundleFiles, ROOT } from "@/scripts/bundle.mjs";
import { freePort } from "@/scripts/ports.mjs";

const PROGRAM = `test-ops-${process.pid}`;
const file = path.join(ROOT, "dist", `${PROGRAM}.mjs`);

type Ran = { code: number | null; out: string; err: string };

/** Starting a process takes seconds while other tests run. */
const TIMEOUT = { timeout: 90_000 };

/** Runs the command as its own process, like an operator. */
function ops(args: readonly string[], settings: Record<string, string> = {}): Promise<Ran> {
  const { DATABASE_URL = "", AUTH_SECRET = "", SECRETS_KEY = "", PATH = "" } = process.env;
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: "production",
    LOG_LEVEL: "silent",
    PATH,
    DATABASE_URL,
    AUTH_SECRET,
    SECRETS_KEY,
    ...settings,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], { env });
    let [out, err] = ["", ""];
    child.stdout.on("data", (part: Buffer) => {
      out += part;
    });
    child.stderr.on("data", (part: Buffer) => {
      err += part;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

/** Runs the same commands in this process, which is faster; each exit code is tested once with a real process. */
async function inside(args: readonly string[]): Promise<Ran & { data: unknown }> {
  try {
    const { answer } = await run([...args]);
    return { code: answer.exit ?? EXIT.done, out: table(answer.rows), err: "", data: answer.data };
  } catch (error) {
    const err = error instanceof AppError ? errorSentence(error) : String(error);
    return { code: exitOf(error), out: "", err, data: null };
  }
}

let away: Record<string, string>;
beforeAll(async () => {
  await bundleFiles({ [PROGRAM]: "ops/main.ts" });
  away = { STRIPE_SECRET_KEY: "sk_test_ops", STRIPE_API_BASE: `http://127.0.0.1:${await freePort()}` };
}, 60_000);
afterAll(() => Promise.all([rm(file, { force: true }), rm(`${file}.map`, { force: true })]));

describe("exit codes", () => {
  it("0: done, 2: wrong use, 4: refused, each with a sentence and no stack", TIMEOUT, async () => {
    const plans = await ops(["billing", "plans", "--json"]);
    expect(plans).toMatchObject({ code: 0, err: "" });
    expect(plansOutput.parse(JSON.parse(plans.out)).provider).toEqual({ state: "disabled" });
    const wrong = await ops(["billing", "fly"]);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(/^There is no such command\.\n\nUse: npm run ops/);
    const missing = await ops(["billing", "quota", "nobody-has-this"]);
    expect(missing).toEqual({
      code: 4,
      out: "",
      err: "There is no such account nobody-has-this, or you cannot see it.\n",
    });
    for (const args of [["billing", "plans", "--colour"], ["billing", "quota"], ["billing", "replay"], ["plans"]]) {
      expect({ args, code: (await inside(args)).code }).toEqual({ args, code: 2 });
    }
  });

  it("3: not allowed", () => {
    expect(exitOf(new AppError("FORBIDDEN", { permission: "plan:assign", roles: [] }))).toBe(EXIT.notAllowed);
    expect(exitOf(new AppError("UPSTREAM", { provider: "Stripe" }))).toBe(EXIT.unreachable);
    expect(exitOf(new Error("a fault"))).toBe(EXIT.failed);
  });

  it("1: without a database, said in a sentence", TIMEOUT, async () => {
    const DATABASE_URL = `postgresql://localhost:${await freePort()}/none`;
    const { code, err } = await ops(["billing", "quota", "acme"], { DATABASE_URL });
    expect(code).toBe(1);
    expect(err).toBe("The database is not responding. Check DATABASE_URL and that the database runs.\n");
  });

  it("5: a check that needs Stripe cannot ask it; without --check the rest is told", TIMEOUT, async () => {
    const { account } = await newPayer();
    const [checked, told] = await Promise.all([
      ops(["billing", "subscription", account.handle, "--check"], away),
      ops(["billing", "plans"], away),
    ]);
    expect(checked.code).toBe(5);
    expect(checked.out).toMatch(/drift\s+unreachable/);
    expect(told.code).toBe(0);
    expect(told.out).toContain("unknown: Stripe cannot be reached");
  });
});

describe("plans", () => {
  it("say which prices nothing is sold at", async () => {
    const { out, code } = await inside(["billing", "plans", "--check"]);
    expect(code).toBe(4);
    expect(out).toMatch(/^team\s+Team\s+organization\s+19\.00 USD a seat and month\s+payments are off$/m);
  });
});

describe("assign", () => {
  const why = ["--reason", "Agreed by phone"];

  it("records a contract, refuses a second one for the same time, and ends it", async () => {
    const { account } = await newOrganization();
    const assign = ["billing", "assign", account.handle, "enterprise", "--seats", "7", ...why];
    expect(await inside(assign)).toMatchObject({ code: 0 });
    const { out } = await inside(["billing", "subscription", account.handle]);
    expect(out).toMatch(/^plan\s+enterprise$/m);
    expect(out).toMatch(/^seats\s+7 purchased, 1 used, 0 reserved$/m);
    const second = await inside(["billing", "assign", account.handle, "team", ...why]);
    expect(second.code).toBe(4);
    expect(second.err).toContain("End it first");
    expect((await inside(["billing", "end", account.handle, ...why])).code).toBe(0);
    expect((await inside(["billing", "end", account.handle, ...why])).code).toBe(4);
    expect((await inside(["billing", "assign", account.handle, "team", ...why])).code).toBe(0);
  });

  it("refuses what cannot be: a plan of another kind, too few seats, an invoice without payments", async () => {
    const { account } = await newOrganization();
    const to = (plan: string, ...more: string[]) =>
      inside(["billing", "assign", account.handle, plan, ...why, ...more]);
    expect((await to("pro")).code).toBe(2);
    expect((await to("gold")).code).toBe(2);
    expect((await to("team", "--seats", "1")).code).toBe(2);
    expect((await to("team", "--interval", "year")).code).toBe(2);
    const invoiced = await to("enterprise", "--invoice-cents", "1200000", "--interval", "year");
    expect(invoiced.code).toBe(4);
    expect(invoiced.err).toContain("Payments are off");
    expect((await inside(["billing", "assign", account.handle, "team", "--reason", "x"])).code).toBe(2);
  });
});

describe("events", () => {
  async function deadEvent(stripeCustomerId: string): Promise<string> {
    const id = `evt_${newId()}`;
    const state = { state: "dead", attempts: 12, nextAttemptAt: now(), settledAt: now(), note: "It failed." } as const;
    const about = { type: "invoice.paid", apiVersion: "", livemode: false, stripeCustomerId, payloadDigest: "" };
    await db().stripeEvent.create({
      data: { id, ...about, via: "delivery", createdAt: now(), receivedAt: now(), ...state },
    });
    return id;
  }

  const stateOf = async (id: string) => (await db().stripeEvent.findUniqueOrThrow({ where: { id } })).state;
  const replayed = z.object({ replayed: z.array(z.string()) });
  let payer: Payer;
  beforeAll(async () => {
    payer = await newPayer();
  });

  it("that were given up are listed with their account and why, and processed again one by one or all", async () => {
    const [first, second, nobodys] = [
      await deadEvent(payer.customerId),
      await deadEvent(payer.customerId),
      await deadEvent(""),
    ];
    const { out } = await inside(["billing", "events", "--state", "dead"]);
    expect(out).toMatch(
      new RegExp(`^${first}\\s+invoice\\.paid\\s+dead\\s+${payer.account.handle}\\s.*It failed\\.$`, "m"),
    );
    const one = await inside(["billing", "replay", first]);
    expect(replayed.parse(one.data)).toEqual({ replayed: [first] });
    expect([await stateOf(first), await stateOf(second)]).toEqual(["received", "dead"]);
    const rest = await inside(["billing", "replay", "--dead"]);
    expect(replayed.parse(rest.data).replayed.sort()).toEqual([nobodys, second].sort());
    expect([await stateOf(second), await stateOf(nobodys)]).toEqual(["received", "received"]);
    const audit = await db().auditEvent.count({
      where: { accountId: payer.account.id, action: "billing.event_replayed", actorType: "operator" },
    });
    expect(audit).toBe(2);
  });

  it("that nobody knows cannot be", async () => {
    expect((await inside(["billing", "replay", "evt_unknown"])).code).toBe(4);
    expect((await inside(["billing", "events", "--state", "lost"])).code).toBe(2);
  });
});

describe("the audit log", () => {
  it("rotates the key of checkpoints, and encrypts keys anew", async () => {
    expect((await inside(["keys", "rotate"])).code).toBe(2);
    expect((await inside(["keys", "rotate", "audit"])).err).toContain("There is no key to rotate");
    await writeCheckpoints();
    const { code, out } = await inside(["keys", "rotate", "audit"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^audit\s+[0-9a-f-]{36}$/m);
    expect(await inside(["keys", "reencrypt"])).toMatchObject({ code: 0, data: { encrypted: 0 } });
  });

  it("says 0 where a chain is what was written and 4 with the place of the first fault", async () => {
    const { account } = await newOrganization();
    const whole = await inside(["audit", "verify", account.handle]);
    expect(whole).toMatchObject({ code: 0, data: [{ account: account.handle, fault: "" }] });
    const all = await inside(["audit", "verify"]);
    expect(all.code).toBe(0);
    expect(all.data).toEqual(expect.arrayContaining([expect.objectContaining({ account: account.handle })]));

    await tamper("AuditEvent", `UPDATE "AuditEvent" SET "action" = 'x' WHERE "accountId" = $1 AND "seq" = 1`, [
      account.id,
    ]);
    const altered = await inside(["audit", "verify", account.handle]);
    expect(altered.code).toBe(4);
    expect(altered.out).toMatch(new RegExp(`^${account.handle}\\s+0\\s+event 1: it is not what was written$`, "m"));
    expect((await inside(["audit", "verify"])).code).toBe(4);
    expect((await inside(["audit", "verify", "nobody-has-this"])).code).toBe(4);
  });
});
