import "server-only";
import type { AccountContext } from "@/lib/access/types";
import { recordDenial } from "@/lib/audit/record";
import type { ActionMetadata } from "@/lib/entry/metadata";
import type { ErrorCode } from "@/lib/errors";
import { log } from "@/lib/logger";

/** The refusals worth an owner's attention: a known person tried something and was refused. */
const RECORDED: ReadonlySet<ErrorCode> = new Set([
  "FORBIDDEN",
  "ENTITLEMENT_REQUIRED",
  "LIMIT_REACHED",
  "POLICY_DENIED",
  "LOCKED",
]);

/** Records a refusal in the account's audit log, if it is one of those and the entry names an event. */
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
    // A failing record must not replace the refusal; the log notes that the audit misses it.
    log().error({ err: error, requestId: ctx.request.requestId, attempt: metadata.name }, "a refusal was not recorded");
  }
}
