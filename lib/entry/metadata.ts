import { z } from "zod";
import { PERMISSIONS } from "@/lib/access/permissions";
import { AUDIT_ACTION_NAMES } from "@/lib/audit/catalogue";
import { ENTITLEMENT_KEYS } from "@/lib/entitlements/types";

/**
 * What every action and session-driven route declares: the permission it needs, the entitlement it may consume and the
 * event it records. Null means none; the authorization test lists those by name.
 */
export const metadataSchema = z.object({
  name: z.string().regex(/^[a-z-]+\.[a-z-]+$/),
  permission: z.enum(PERMISSIONS).nullable(),
  entitlement: z.enum(ENTITLEMENT_KEYS).nullable(),
  audit: z.enum(AUDIT_ACTION_NAMES).nullable(),
});

export type ActionMetadata = z.output<typeof metadataSchema>;

/** The declaration of each exported action and route handler. */
export const DECLARED = new WeakMap<object, ActionMetadata>();

export function declareEntry<F extends object>(entry: F, metadata: ActionMetadata): F {
  DECLARED.set(entry, metadata);
  return entry;
}
