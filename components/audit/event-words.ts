import { AUDIT_ACTIONS } from "@/lib/audit/catalogue";
import type { AuditChange, AuditRow } from "@/lib/audit/types";

const ACTION_WORDS: Readonly<Record<string, string>> = AUDIT_ACTIONS;

/** The words of an event; an event unknown to this version keeps its name. */
export function actionWords(action: string): string {
  return ACTION_WORDS[action] ?? action;
}

const REASON: Readonly<Record<string, string>> = {
  FORBIDDEN: "by role",
  ENTITLEMENT_REQUIRED: "by plan",
  LIMIT_REACHED: "by limit",
  POLICY_DENIED: "by policy",
  LOCKED: "by account state",
};

export function reasonWords(reasonCode: string): string {
  return REASON[reasonCode] ?? reasonCode.toLowerCase().replaceAll("_", " ");
}

const ACTOR_TYPE: Readonly<Record<string, string>> = { operator: "operator", system: "the system" };

/** Names the actor: a person, a person with a token, an operator, the product itself. */
export function actorWords({ actorType, actorName, keyName }: Pick<AuditRow, "actorType" | "actorName" | "keyName">) {
  const note = actorType === "key" ? `token ${keyName}` : (ACTOR_TYPE[actorType] ?? null);
  return { name: actorName, note };
}

/** A value for a person: empty is "none", a list is joined. */
export function valueWords(value: AuditChange["before"]): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map((one) => valueWords(one)).join(", ");
  if (value === null || value === "") return "none";
  return typeof value === "boolean" ? (value ? "yes" : "no") : String(value);
}

/** camelCase and dotted paths as words: `default.visibility`, `endsAt` → "ends at". */
export function pathWords(path: string): string {
  return path
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[._]/g, " ")
    .toLowerCase();
}
