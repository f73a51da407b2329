import "server-only";
import { inRanges } from "@/lib/access/cidr";
import { clientAddress } from "@/lib/access/client-address";
import type { RequestInfo } from "@/lib/access/types";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";

/** Our own server process sets it to the address of the socket's other end, overwriting the client's value. */
const PEER_HEADER = "x-packhouse-peer";
export const REQUEST_ID_HEADER = "x-request-id";

/** The middleware notes the path and query of the page being rendered here. */
export const PATH_HEADER = "x-packhouse-path";

const REQUEST_ID = /^[\w.:-]{8,128}$/;

/** Returns the id that a proxy in front gave the request if it is well formed, else a new one. */
function requestIdOf(headers: Headers): string {
  const given = headers.get(REQUEST_ID_HEADER) ?? "";
  return REQUEST_ID.test(given) ? given : newId();
}

/**
 * The socket's other end. Under a bare `next start`, without our server in front, Next writes the socket's address as
 * the last hop of `X-Forwarded-For`, so that hop stands in for the peer.
 */
function peerOf(headers: Headers): string {
  return headers.get(PEER_HEADER) ?? headers.get("x-forwarded-for")?.split(",").at(-1) ?? "";
}

/** The host that a client asked for. `X-Forwarded-Host` is believed only from a trusted peer: a script can send it. */
export function hostOf(headers: Headers): string {
  const [outer] = headers.get("x-forwarded-host")?.split(",") ?? [];
  const named = inRanges(peerOf(headers), env().TRUSTED_PROXIES) ? outer?.trim() : undefined;
  return named ?? headers.get("host") ?? "";
}

/** Reads where a request to the dashboard came from. */
export function requestInfoOf(headers: Headers, source: RequestInfo["source"] = "web"): RequestInfo {
  const forwarded = headers.get("x-forwarded-for");
  return {
    requestId: requestIdOf(headers),
    address: clientAddress(peerOf(headers), forwarded, env().TRUSTED_PROXIES),
    userAgent: headers.get("user-agent") ?? "",
    source,
  };
}
