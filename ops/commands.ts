import { hostname, userInfo } from "node:os";
import { parseArgs } from "node:util";
import { accountByHandle } from "@/lib/accounts/queries";
import { operatorContext } from "@/lib/auth/context";
import type { AccountContext } from "@/lib/auth/types";
import { assignPlan } from "@/lib/entitlements/assign-plan";
import { plansFor } from "@/lib/entitlements/catalogue";
import { formatAmount, formatLimit } from "@/lib/entitlements/format";
import { listLimitUsage, listTerms } from "@/lib/entitlements/queries";
import { assignPlanSchema } from "@/lib/entitlements/schema";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";

/** What a command answers: rows for a table, and the same as data for `--json`. */
export type Answer = { rows: Record<string, string>[]; data: unknown };

export class UsageError extends Error {}

export const USAGE = `Use: npm run ops -- COMMAND [--json]

  billing plans                                   the plans of the catalogue
  billing quota HANDLE                            what an account uses of each limit
  billing subscription HANDLE                     the terms an account had, the newest first
  billing assign HANDLE PLAN --reason TEXT        puts an account on a plan from now on
      [--trial] [--seats N] [--ends YYYY-MM-DD]

Exit codes: 0 done, 1 failed, 2 wrong use, 3 not allowed, 4 blocked`;

const options = {
  json: { type: "boolean", default: false },
  trial: { type: "boolean", default: false },
  seats: { type: "string" },
  ends: { type: "string" },
  reason: { type: "string" },
} as const;

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : "The arguments are not usable.");
  }
}

export async function run(args: string[]): Promise<{ answer: Answer; json: boolean }> {
  const { values, positionals } = parsed(args);
  const [topic, verb, handle = "", plan = ""] = positionals;
  const command = COMMANDS.get(`${topic} ${verb}`);
  if (!command) throw new UsageError("There is no such command.");
  return { answer: await command({ handle, plan, values }), json: values.json };
}

type Input = { handle: string; plan: string; values: ReturnType<typeof parsed>["values"] };

async function contextOf(handle: string): Promise<AccountContext> {
  if (handle === "") throw new UsageError("Name the account by its handle.");
  const account = await accountByHandle(handle.replace(/^@/, ""));
  if (!account) throw new AppError("NOT_FOUND", { noun: `account ${handle}` });
  const request = { requestId: newId(), address: "", userAgent: "packhouse-ops", source: "ops" } as const;
  return operatorContext(account, `${userInfo().username}@${hostname()}`, request);
}

function plans(): Answer {
  const all = [...plansFor("personal"), ...plansFor("organization")];
  const rows = all.map(({ key, name, accountKind, prices }) => ({
    plan: key,
    name,
    for: accountKind,
    prices: prices.map(({ lookupKey, amountCents }) => `${lookupKey} ${(amountCents / 100).toFixed(2)} USD`).join(", "),
  }));
  return { rows, data: all };
}

async function quota({ handle }: Input): Promise<Answer> {
  const usage = await listLimitUsage(await contextOf(handle));
  const rows = usage.map(({ key, used, reserved, limit, source }) => ({
    limit: key,
    used: used === null ? "not measured" : formatAmount(key, used),
    held: formatAmount(key, reserved),
    of: formatLimit(key, limit),
    source: source.label,
  }));
  return { rows, data: usage };
}

async function subscription({ handle }: Input): Promise<Answer> {
  const terms = await listTerms(await contextOf(handle));
  const rows = terms.map((term) =>
    Object.fromEntries(Object.entries(term).map(([key, value]) => [key, String(value ?? "")])),
  );
  return { rows, data: terms };
}

async function assign({ handle, plan, values }: Input): Promise<Answer> {
  const wanted = assignPlanSchema.safeParse({
    plan,
    kind: values.trial ? "trial" : "contract",
    seats: values.seats === undefined ? null : Number(values.seats),
    endsAt: values.ends === undefined ? null : new Date(`${values.ends}T00:00:00.000Z`),
    reason: values.reason ?? "",
  });
  if (!wanted.success) {
    const [issue] = wanted.error.issues;
    throw new UsageError(`${issue?.path.join(".") ?? "input"}: ${issue?.message ?? "not usable"}`);
  }
  const { termId } = await assignPlan(await contextOf(handle), wanted.data);
  return { rows: [{ account: handle, plan, term: termId }], data: { account: handle, plan, termId } };
}

const COMMANDS = new Map<string, (input: Input) => Answer | Promise<Answer>>([
  ["billing plans", plans],
  ["billing quota", quota],
  ["billing subscription", subscription],
  ["billing assign", assign],
]);
