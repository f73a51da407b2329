import type { AuditAction } from "@/lib/audit/catalogue";
import type { AuditChange, AuditTarget, ChainedEvent, Scalar } from "@/lib/audit/types";

export type Value = AuditChange["before"];

/** Whom a field tells about: who acted, the target at this place, the account, or the one person of a personal account. */
export type Whose = "actor" | "account" | "person" | AuditTarget;

/** The kinds of target whose names are a person's name, address or device. */
const PERSONAL_TARGETS: ReadonlySet<AuditTarget["type"]> = new Set(["user", "session", "invitation"]);

const OF_ACTOR: ReadonlySet<string> = new Set(["name", "email"]);
const OF_REQUEST: ReadonlySet<string> = new Set(["address", "userAgent"]);

type Keys = { whose: Extract<Whose, string>; keys: readonly string[] };

/** The paths of changes that hold personal data, by event. Closed: a new one adds a line here. */
const IN_CHANGES: Partial<Record<AuditAction, Keys>> = {
  "account.renamed": { whose: "person", keys: ["name", "bio"] },
  "account.profile_changed": { whose: "person", keys: ["bio"] },
  "key.created": { whose: "actor", keys: ["cidrs"] },
  "billing.details_changed": { whose: "account", keys: ["name", "email", "address", "taxIds", "contacts"] },
  "billing.customer_changed": { whose: "account", keys: ["name", "email", "card"] },
};

/** The keys of metadata that hold personal data, by event. */
const IN_METADATA: Partial<Record<AuditAction, Keys>> = {
  "registry_login.approved": { whose: "actor", keys: ["address", "client", "hostname"] },
  "version.published": { whose: "actor", keys: ["client"] },
};

type Parts = Pick<ChainedEvent, "actor" | "targets" | "changes" | "metadata" | "context">;

/** What to put in the place of a field's value. Empty values are not asked for. */
type Replace = (path: string, whose: Whose, value: Value) => Value;

/** Replaces each personal value of an event, by its path: `actor.name`, `targets.0.name`, `changes.2.after`. */
export function replacePersonal<E extends Parts & { action: string }>(event: E, replace: Replace): E {
  const isPerson = event.actor.type === "user" || event.actor.type === "key";
  const inChanges = keysOf(IN_CHANGES, event.action);
  const inMetadata = keysOf(IN_METADATA, event.action);

  const asked: Replace = (path, whose, value) => (isEmpty(value) ? value : replace(path, whose, value));
  const asText: (...input: Parameters<Replace>) => Scalar = (...input) => {
    const value = asked(...input);
    return typeof value === "object" && value !== null ? value.join(", ") : value;
  };
  const fields = (name: string, row: Record<string, Scalar>, whose: Whose, has: (key: string) => boolean) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key, has(key) ? asText(`${name}.${key}`, whose, value) : value]),
    );

  return {
    ...event,
    actor: fields("actor", event.actor, "actor", (key) => isPerson && OF_ACTOR.has(key)),
    targets: event.targets.map((target, index) =>
      PERSONAL_TARGETS.has(target.type)
        ? { ...target, name: String(asked(`targets.${index}.name`, target, target.name)) }
        : target,
    ),
    changes: event.changes.map((change, index) =>
      inChanges?.keys.includes(change.path)
        ? {
            ...change,
            before: asked(`changes.${index}.before`, inChanges.whose, change.before),
            after: asked(`changes.${index}.after`, inChanges.whose, change.after),
          }
        : change,
    ),
    metadata: fields("metadata", event.metadata, inMetadata?.whose ?? "actor", (key) =>
      Boolean(inMetadata?.keys.includes(key)),
    ),
    context: fields("context", event.context, "actor", (key) => OF_REQUEST.has(key)),
  };
}

/** A stored event may name any action, so only the table's own names count. */
function keysOf(table: Partial<Record<string, Keys>>, action: string): Keys | undefined {
  return Object.hasOwn(table, action) ? table[action] : undefined;
}

function isEmpty(value: Value): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
