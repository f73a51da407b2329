import { hostname, userInfo } from "node:os";
import { parseArgs } from "node:util";
import type { z } from "zod";
import { operatorContext } from "@/lib/access/context";
import { accountByHandle } from "@/lib/access/queries";
import type { AccountContext, AccountRef } from "@/lib/access/types";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";

/** A command's answer: rows for a table, and the same as data for `--json`; `exit` when it is not 0. */
export type Answer = { rows: Record<string, string>[]; data: unknown; exit?: number };

export class UsageError extends Error {}

/** Parses the input; an invalid value is wrong use of the command. */
export function readInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const wanted = schema.safeParse(input);
  if (wanted.success) return wanted.data;
  const [issue] = wanted.error.issues;
  throw new UsageError(`${issue?.path.join(".") ?? "input"}: ${issue?.message ?? "not usable"}`);
}

const options = {
  json: { type: "boolean", default: false },
  trial: { type: "boolean", default: false },
  check: { type: "boolean", default: false },
  dead: { type: "boolean", default: false },
  error: { type: "boolean", default: false },
  amount: { type: "string" },
  seats: { type: "string" },
  starts: { type: "string" },
  ends: { type: "string" },
  reason: { type: "string" },
  state: { type: "string" },
  interval: { type: "string" },
  "invoice-cents": { type: "string" },
  "days-until-due": { type: "string" },
} as const;

export function parsed(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : "The arguments are not usable.");
  }
}

export type Values = ReturnType<typeof parsed>["values"];

/** `first` and `second` are the arguments after the command's two words. */
export type Input = { first: string; second: string; values: Values };

export type Command = (input: Input) => Answer | Promise<Answer>;

/** The context of the person at the command line, by their name on the machine. */
export function operatorIn(account: AccountRef): AccountContext {
  const request = { requestId: newId(), address: "", userAgent: "packhouse-ops", source: "ops" } as const;
  return operatorContext(account, `${userInfo().username}@${hostname()}`, request);
}

/** Errors: UsageError without a handle, NOT_FOUND. */
export async function contextOf(handle: string): Promise<AccountContext> {
  if (handle === "") throw new UsageError("Name the account by its handle.");
  const account = await accountByHandle(handle.replace(/^@/, ""));
  if (!account) throw new AppError("NOT_FOUND", { noun: `account ${handle}` });
  return operatorIn(account);
}

/** Any row as text; null becomes empty. */
export function cells(row: object): Record<string, string> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value ?? "")]));
}
