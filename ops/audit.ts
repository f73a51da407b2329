import { CHAIN_FAULTS } from "@/lib/audit/chain";
import { type ChainReport, verifyChain, verifyChains } from "@/lib/audit/verify-chain";
import { type Answer, cells, contextOf, type Input } from "@/ops/command";
import { EXIT } from "@/ops/exit";

type Verified = { account: string; events: number; fault: string };

function told(account: string, { events, fault }: ChainReport): Verified {
  return { account, events, fault: fault ? `event ${fault.seq}: ${CHAIN_FAULTS[fault.fault]}` : "" };
}

/** Checks the audit log of one account, or of all. */
export async function verify({ first: handle }: Input): Promise<Answer> {
  const found: Verified[] = [];
  if (handle === "") {
    for await (const { accountId, handle, ...report } of verifyChains()) found.push(told(handle || accountId, report));
  } else {
    const { account } = await contextOf(handle);
    found.push(told(account.handle, await verifyChain(account.id)));
  }

  const isWhole = found.every(({ fault }) => fault === "");
  return { rows: found.map(cells), data: found, exit: isWhole ? EXIT.done : EXIT.blocked };
}
