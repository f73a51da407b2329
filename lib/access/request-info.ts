import "server-only";
import { clientAddress } from "@/lib/access/client-address";
import type { RequestInfo } from "@/lib/access/types";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";

/** The address of the socket's other end, set by our own server process over whatever the client sent. */
const PEER_HEADER = "x-packhouse-peer";
export const REQUEST_ID_HEADER = "x-request-id";

/** The path and query of the page being rendered, noted by the middleware. */
export const PATH_HEADER = "x-packhouse-path";

const REQUEST_ID = /^[\w.:-]{8,128}$/;

/** The id that a proxy in front gave the request, when it looks like one, else a new one. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get(REQUEST_ID_HEADER) ?? "";
  return REQUEST_ID.test(given) ? given : newId();
}

/**
 * Where a request to the dashboard came from. Without our server in front (a bare `next start`) the last hop of
 * `X-Forwarded-For` stands in for the peer: Next writes the socket's address there when the header is missing.
 */
export function requestInfoOf(headers: Headers, source: RequestInfo["source"] = "web"): RequestInfo {
  const forwarded = headers.get("x-forwarded-for");
  const peer = headers.get(PEER_HEADER) ?? forwarded?.split(",").at(-1) ?? "";
  return {
    requestId: requestIdOf(headers),
    address: clientAddress(peer, forwarded, env().TRUSTED_PROXIES),
    userAgent: headers.get("user-agent") ?? "",
    source,
  };
}
