import "server-only";
import { type ChainEnd, type ChainFault, followLink, GENESIS } from "@/lib/audit/chain";
import { isOurs } from "@/lib/audit/checkpoint";
import { type ChainOwner, readChain, readChainOwners, readCheckpoints, readHead } from "@/lib/audit/read-chain";
import { readAuditKeys } from "@/lib/signing/queries";
import type { SigningKey } from "@/lib/signing/signing-key";

/** `events` counts the events in order before the first fault. */
export type ChainReport = { events: number; fault: ChainFault | null };

type Walked = { end: ChainEnd; fault: ChainFault | null };

/** Called at each event; what it returns ends the walk. */
type Look = (at: ChainEnd) => Promise<ChainFault | null>;

/** Follows the events after a place that is known, to the last one or the first fault. */
export async function followChain(accountId: string, from: ChainEnd, look?: Look): Promise<Walked> {
  let end: ChainEnd = from;
  for await (const link of readChain(accountId, from.seq)) {
    const next = followLink(end, link);
    const fault = "fault" in next ? next : ((await look?.(next)) ?? null);
    if (fault) return { end, fault };
    if ("hash" in next) end = next;
  }
  return { end, fault: null };
}

/**
 * Checks an account's whole chain from its first event: each event, its personal data as far as it is still there, every
 * signed checkpoint, and that the head is the last event. Events that are written meanwhile may be checked too. The
 * plan's window hides none of them. Errors: an Error when a signing key does not decrypt.
 */
export async function verifyChain(accountId: string, keys?: ReadonlyMap<string, SigningKey>): Promise<ChainReport> {
  const known = keys ?? (await readAuditKeys());
  const head = await readHead(accountId);
  const checkpoints = readCheckpoints(accountId);
  let signed = await checkpoints.next();
  let headFound = false;

  const { end, fault } = await followChain(accountId, { seq: 0n, hash: GENESIS }, async ({ seq, hash }) => {
    if (head?.seq === seq) headFound = head.hash === hash;
    if (signed.done || signed.value.seq > seq) return null;
    if (!isOurs(signed.value, known)) return { seq: String(seq), fault: "signature" };
    if (signed.value.hash !== hash) return { seq: String(seq), fault: "rewritten" };
    signed = await checkpoints.next();
    return null;
  });

  if (fault) return { events: Number(end.seq), fault };
  const wrongEnd = signed.done ? await faultOfEnd(accountId, end, head, headFound) : "cut";
  return { events: Number(end.seq), fault: wrongEnd && { seq: String(end.seq), fault: wrongEnd } };
}

/** Every event is committed with its head, so a head that is read later stands at or behind each event seen. */
async function faultOfEnd(accountId: string, last: ChainEnd, head: ChainEnd | null, headFound: boolean) {
  if (last.seq === 0n && (head === null || head.seq === 0n)) return "missing";
  if (head && head.seq > last.seq) return "cut";
  if (!head || !headFound) return "head";
  const later = await readHead(accountId);
  return !later || later.seq < last.seq ? "head" : null;
}

/** Checks the chain of every account, in the order of their ids. Errors: as for `verifyChain`. */
export async function* verifyChains(): AsyncGenerator<ChainOwner & ChainReport> {
  const keys = await readAuditKeys();
  for await (const owner of readChainOwners()) yield { ...owner, ...(await verifyChain(owner.accountId, keys)) };
}
