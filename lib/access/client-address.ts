import { inRanges, plainAddress } from "@/lib/access/cidr";

/**
 * Returns the client's address. `X-Forwarded-For` is believed only from a trusted peer and read from the right: the
 * first hop that is not a trusted proxy is the client; the client itself can forge everything left of it.
 */
export function clientAddress(peer: string, forwardedFor: string | null, trusted: readonly string[]): string {
  if (!inRanges(peer, trusted)) return plainAddress(peer);
  const hops = (forwardedFor ?? "").split(",").map(plainAddress).filter(Boolean);
  return hops.findLast((hop) => !inRanges(hop, trusted)) ?? hops[0] ?? plainAddress(peer);
}
