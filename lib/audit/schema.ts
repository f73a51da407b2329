import { z } from "zod";
import { AUDIT_ACTION_NAMES } from "@/lib/audit/catalogue";
import { AUDIT_TARGETS } from "@/lib/audit/types";

const day = z.iso.date();

/** The filters of the audit page, from its address. An invalid value counts as absent. */
export const auditFilterSchema = z.object({
  action: z.enum(AUDIT_ACTION_NAMES).nullable().catch(null),
  actor: z.string().min(1).max(100).nullable().catch(null),
  outcome: z.enum(["success", "denied", "failed"]).nullable().catch(null),
  /** Days in UTC, both included. */
  from: day.nullable().catch(null),
  to: day.nullable().catch(null),
});
export type AuditFilter = z.output<typeof auditFilterSchema>;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const valueSchema = z.union([scalar, z.array(scalar).readonly()]);

/** The JSON columns of an event, in the form that was hashed. */
export const storedEventSchema = z.object({
  actor: z.record(z.string(), scalar),
  targets: z.array(
    z.object({
      type: z.enum(AUDIT_TARGETS),
      id: z.string(),
      name: z.string(),
    }),
  ),
  changes: z.array(z.object({ path: z.string(), before: valueSchema, after: valueSchema })),
  metadata: z.record(z.string(), scalar),
  context: z.record(z.string(), scalar),
});
