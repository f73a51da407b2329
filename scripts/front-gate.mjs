import { answerOutages } from "./answer-outages.mjs";

/** The methods that a Web `Request` can have: Next makes one of every request. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** @typedef {{ status: number, text: string, headers?: Record<string, string> }} Refusal */

/**
 * The answer to a request that Next would fail at; null for every other.
 * @param {{ method?: string | undefined, url?: string | undefined }} request
 * @returns {Refusal | null}
 */
function refusalAtGate({ method = "", url = "" }) {
  if (!METHODS.includes(method))
    return { status: 405, text: "Method not allowed", headers: { allow: METHODS.join(", ") } };
  return isDecodable(url) ? null : { status: 400, text: "This address is not well encoded" };
}

/** @param {string} url */
function isDecodable(url) {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

/**
 * Stands before a server's listener. Next passes on any `X-Forwarded-For` that a client sends, so the socket's own
 * address goes into a header of ours and replaces a client's: the client's address is derived from it.
 * @param {import("node:http").RequestListener} listener
 * @returns {import("node:http").RequestListener}
 */
export function gated(listener) {
  return (request, response) => {
    request.headers["x-packhouse-peer"] = request.socket.remoteAddress ?? "";
    const refusal = refusalAtGate(request);
    if (!refusal) {
      answerOutages(response);
      return listener(request, response);
    }
    const { status, text, headers } = refusal;
    response.writeHead(status, { "content-type": "text/plain", connection: "close", ...headers }).end(`${text}\n`);
  };
}
