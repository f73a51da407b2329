import "server-only";
import { type ChainEnd, type ChainFault, followLink, GENESIS } from "@/lib/audit/chain";
import { type ChainOwner, readChain, readChainOwners, readHead } from "@/lib/audit/read-chain";

/** `events` counts the events in order before the first fault. */
export type ChainReport = { events: number; fault: ChainFault | null };

/**
 * Checks an account's whole chain from its first event, and that its head is its last event. Events that are written
 * meanwhile may be checked too. The plan's window hides none of them.
 */
export async function verifyChain(accountId: string): Promise<ChainReport> {
  const head = await readHead(accountId);
  let last: ChainEnd = { seq: 0n, hash: GENESIS };
  let headFound = false;

  for await (const link of readChain(accountId)) {
    const next = followLink(last, link);
    if ("fault" in next) return { events: Number(last.seq), fault: next };
    last = next;
    if (head && head.seq === last.seq) headFound = head.hash === last.hash;
  }

  const fault = await faultOfEnd(accountId, last, head, headFound);
  return { events: Number(last.seq), fault: fault && { seq: String(last.seq), fault } };
}

/** Every event is committed with its head, so a head that is read later stands at or behind each event seen. */
async function faultOfEnd(accountId: string, last: ChainEnd, head: ChainEnd | null, headFound: boolean) {
  if (last.seq === 0n && (head === null || head.seq === 0n)) return "missing";
  if (head && head.seq > last.seq) return "cut";
  if (!head || !headFound) return "head";
  const later = await readHead(accountId);
  return !later || later.seq < last.seq ? "head" : null;
}

/** Checks the chain of every account, in the order of their ids. */
export async function* verifyChains(): AsyncGenerator<ChainOwner & ChainReport> {
  for await (const owner of readChainOwners()) yield { ...owner, ...(await verifyChain(owner.accountId)) };
}
