import "server-only";
import type { AccountContext } from "@/lib/access/types";
import { recordDenial } from "@/lib/audit/record";
import type { ActionMetadata } from "@/lib/entry/metadata";
import type { ErrorCode } from "@/lib/errors";
import { log } from "@/lib/logger";

/** The refusals that an account's owners want to see: somebody known tried something and was not let. */
const RECORDED: ReadonlySet<ErrorCode> = new Set([
  "FORBIDDEN",
  "ENTITLEMENT_REQUIRED",
  "LIMIT_REACHED",
  "POLICY_DENIED",
  "LOCKED",
]);

/** Records a refusal in the account's audit log, when it is one of those and the entry has an event to record. */
export async function recordRefusal(
  ctx: AccountContext,
  metadata: Pick<ActionMetadata, "name" | "audit">,
  code: ErrorCode,
): Promise<void> {
  if (!metadata.audit || !RECORDED.has(code)) return;
  const { id, handle } = ctx.account;
  try {
    await recordDenial(
      ctx,
      {
        action: metadata.audit,
        targets: [{ type: "account", id, name: handle }],
        metadata: { attempt: metadata.name },
      },
      code,
    );
  } catch (error) {
    // Nothing was changed, so nothing may fail: the refusal stands, and the log says that the audit misses it.
    log().error({ err: error, requestId: ctx.request.requestId, attempt: metadata.name }, "a refusal was not recorded");
  }
}
