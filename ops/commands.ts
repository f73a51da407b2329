import { assign, end } from "@/ops/assign";
import { verify } from "@/ops/audit";
import { plans, quota, subscription } from "@/ops/billing";
import { type Answer, type Command, parsed, UsageError } from "@/ops/command";
import { events, replay } from "@/ops/events";
import { reencrypt, rotate } from "@/ops/keys";
import { refund } from "@/ops/refund";

export const USAGE = `Use: npm run ops -- COMMAND [--json]

  billing plans [--check]                         the catalogue, and which prices Stripe confirms
  billing quota HANDLE                            what an account uses of each limit
  billing subscription HANDLE [--check]           what an account has, and whether Stripe says the same
  billing assign HANDLE PLAN --reason TEXT        a contract from now on, which ends a subscription with a credit
      [--seats N] [--starts YYYY-MM-DD] [--ends YYYY-MM-DD]
      [--invoice-cents N [--interval month|year] [--days-until-due N]]
  billing assign HANDLE PLAN --trial --reason TEXT [--seats N] [--ends YYYY-MM-DD]
  billing end HANDLE --reason TEXT                ends the contract that is live
  billing refund HANDLE INVOICE --reason TEXT     gives back what was paid: all that is left, or as goodwill a part
      [--amount CENTS | --error]
  billing events [--state received|done|ignored|failed|dead]
  billing replay EVENT_ID | --dead                processes events again
  audit verify [HANDLE]                           whether the audit log of an account, or of all, is what was written
  keys rotate audit                               a new key for the checkpoints of audit logs
  keys reencrypt                                  encrypts with SECRETS_KEY what SECRETS_KEY_PREVIOUS encrypted

Exit codes: 0 done, 1 failed, 2 wrong use, 3 not allowed, 4 blocked, 5 Stripe cannot be reached`;

const COMMANDS = new Map<string, Command>([
  ["billing plans", plans],
  ["billing quota", quota],
  ["billing subscription", subscription],
  ["billing assign", assign],
  ["billing end", end],
  ["billing refund", refund],
  ["billing events", events],
  ["billing replay", replay],
  ["audit verify", verify],
  ["keys rotate", rotate],
  ["keys reencrypt", reencrypt],
]);

export async function run(args: string[]): Promise<{ answer: Answer; json: boolean }> {
  const { values, positionals } = parsed(args);
  const [topic, verb, first = "", second = "", ...more] = positionals;
  const command = COMMANDS.get(`${topic} ${verb}`);
  if (!command) throw new UsageError("There is no such command.");
  if (more.length > 0) throw new UsageError(`Unknown argument: ${more.join(" ")}.`);
  return { answer: await command({ first, second, values }), json: values.json };
}
