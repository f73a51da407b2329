import "server-only";
import { verifyChains } from "@/lib/audit/verify-chain";
import { log } from "@/lib/logger";

/** Checks every account's chain and logs each fault at level error. `docs/production.md` names the sentence. */
export async function reportFaults(): Promise<void> {
  for await (const { accountId, handle, events, fault } of verifyChains()) {
    if (fault) log().error({ accountId, account: handle, events, ...fault }, "an audit log is not what was written");
  }
}
