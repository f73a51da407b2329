import { AUDIT_ACTION_NAMES } from "@/lib/audit/catalogue";
import { at, isTest, type Rule, roomOf } from "./rule";
import { moduleName, type SourceFile } from "./source";

/** Events that a write of lib records, by name: the values of `action:` where it says what happened. */
function recordedActions(files: readonly SourceFile[]): Set<string> {
  const found = new Set<string>();
  const names: readonly string[] = AUDIT_ACTION_NAMES;
  for (const file of files) {
    if (roomOf(file.path) !== "lib" || isTest(file.path) || /\/(actions|loaders)\.ts$/.test(file.path)) continue;
    file.visit(() => ({
      Property({ key, value }) {
        if (key.type !== "Identifier" || key.name !== "action") return;
        const values = value.type === "ConditionalExpression" ? [value.consequent, value.alternate] : [value];
        for (const one of values) {
          if (one.type === "Literal" && typeof one.value === "string" && names.includes(one.value))
            found.add(one.value);
        }
      },
    }));
  }
  return found;
}

export const auditCatalogue: Rule = {
  name: "every event of the audit catalogue is recorded by a write",
  check: (files) => {
    const recorded = recordedActions(files);
    return AUDIT_ACTION_NAMES.filter((name) => !recorded.has(name)).map((name) => `nothing records ${name}`);
  },
  wrong: [
    { "lib/people/members/remove-member.ts": 'await record(tx, ctx, { action: "member.removed", targets: [] });' },
    {
      "lib/people/members/actions.ts": `"use server";\n${AUDIT_ACTION_NAMES.map((name) => `f({ action: "${name}" });`).join("\n")}`,
    },
  ],
  right: {
    "lib/people/members/remove-member.ts": AUDIT_ACTION_NAMES.map(
      (name) => `await record(tx, ctx, { action: yes ? "${name}" : "other" });`,
    ).join("\n"),
  },
};

const WRITES = /^(create|update|delete)(Many)?(AndReturn)?$|^upsert$|^\$executeRaw(Unsafe)?$/;

/** Writes that are no event of an account, or a part of one that their caller records, and why. */
const UNRECORDED: Record<string, string> = {
  "lib/people/accounts/claim-handle": "a step of creating or renaming an account",
  "lib/identity/api-keys/claim-registry-login": "its key is recorded by insertKey",
  "lib/identity/api-keys/start-registry-login": "nobody is known yet",
  "lib/audit/record": "is the recorder",
  "lib/identity/sign-in/find-or-create-user": "its account is recorded by createPersonalAccount",
  "lib/identity/sign-in/link-identity": "a step of a sign-in, which createSession records with its method",
  "lib/identity/sign-in/purge-expired": "what it deletes has ended",
  "lib/identity/sign-in/redeem-sign-in-link": "its session is recorded by createSession",
  "lib/identity/sign-in/send-sign-in-link": "nobody is known yet",
  "lib/access/touch-session": "when it was last used is no change",
  "lib/billing/sync/apply-checkout": "a step of syncCustomer",
  "lib/billing/sync/backfill-events": "until where the list was read is no change",
  "lib/billing/sync/process-inbox": "what an event leads to is recorded by syncCustomer",
  "lib/billing/sync/purge-payloads": "what it forgets was processed; the event and its digest stay",
  "lib/billing/sync/store-mirror": "a step of syncCustomer, which records every transition",
  "lib/billing/notices/send-notices": "what it tells was recorded, and the notice is its own record",
  "lib/billing/quotes/claim-quote": "a step of applyQuote, which records how it ended",
  "lib/billing/sync/end-replaced-trial": "a step of syncCustomer, which records the subscription that replaced it",
  "lib/billing/subscriptions/ensure-customer": "what is bought through it is recorded",
  "lib/entitlements/apply-entitlements": "a step of what changes a plan",
  "lib/entitlements/consume-entitlement": "the ledger is its own record",
  "lib/entitlements/counters": "the ledger is its own record",
  "lib/entitlements/reserve-entitlement": "the ledger is its own record",
  "lib/billing/usage/send-reports": "the report is its own record",
  "lib/billing/usage/store-reports": "made from the ledger, which is its own record",
  "lib/access/touch-membership": "when it was last used is no change",
  "lib/worker/mails/capture-mail": "the demo's mailbox",
  "lib/outbox/deliver-outbox": "what it delivers was recorded",
  "lib/outbox/enqueue": "a step of what is told",
  "lib/outbox/purge-outbox": "what it deletes was delivered",
  "lib/packages/storage/artifacts": "bytes by their digest; the version that needs them is recorded",
  "lib/packages/publish/bump-revision": "a step of every change of a package",
  "lib/packages/publish/index-for-search": "made from what is recorded",
  "lib/packages/catalogue/packument-cache": "made from what is recorded",
  "lib/packages/catalogue/packument-facts": "says how its own transaction reads",
  "lib/packages/publish/set-latest": "a step of publishing, tagging and unpublishing",
  "lib/packages/publish/version-rows": "a step of publishing",
};

/** `tx.membership.delete(…)`, `db().session.update(…)`. */
function isWrite(callee: { type: string; start: number; end: number }, file: SourceFile): boolean {
  const text = file.text.slice(callee.start, callee.end).replace(/\s+/g, "");
  const [, method = ""] = /^(?:tx|db\(\))\.(?:[a-zA-Z]+\.)?([$a-zA-Z]+)$/.exec(text) ?? [];
  return WRITES.test(method);
}

export const recordedWrites: Rule = {
  name: "a write to the database records its event",
  check: (files) =>
    files.flatMap((file) => {
      if (roomOf(file.path) !== "lib" || isTest(file.path) || moduleName(file.path) in UNRECORDED) return [];
      if (file.imports.some(({ target, names }) => target === "lib/audit/record" && names.includes("record")))
        return [];
      const found: string[] = [];
      file.visit((lineOf) => ({
        CallExpression(node) {
          if (isWrite(node.callee, file)) found.push(at(file, lineOf(node), "writes and records nothing"));
        },
        TaggedTemplateExpression(node) {
          if (isWrite(node.tag, file)) found.push(at(file, lineOf(node), "writes and records nothing"));
        },
      }));
      return found;
    }),
  wrong: [
    { "lib/people/members/remove-member.ts": "export const f = (tx: Tx) => tx.membership.delete({ where: {} });" },
    { "lib/people/members/remove-member.ts": "export const f = () => db().membership.updateMany({ data: {} });" },
    { "lib/people/members/remove-member.ts": "export const f = (tx: Tx) => tx.$executeRaw`DELETE FROM a`;" },
  ],
  right: {
    "lib/people/members/queries.ts": "export const f = () => db().membership.findMany({ where: {} });",
    "lib/people/members/remove-member.ts":
      'import { record } from "@/lib/audit/record";\nexport const f = (tx: Tx) => tx.membership.delete({ where: {} });',
  },
};
