import { setTimeout as wait } from "node:timers/promises";
import autocannon from "autocannon";

const CONNECTIONS = 20;
const WARM_UP_SECONDS = 2;
const SECONDS = 6;

export const FULL = "application/json";
export const ABBREVIATED = "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*";

/**
 * Waits until an address answers.
 * @param {string} url
 * @param {() => boolean} ended whether the server is gone
 */
export async function answers(url, ended) {
  const limit = Date.now() + 60_000;
  while (!ended() && Date.now() < limit) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await wait(50);
  }
  throw new Error(`${url} does not answer`);
}

/**
 * @param {string} url
 * @param {{ token?: string, accept: string, modified?: boolean }} asked `modified: false` asks with the ETag it holds
 */
export async function load(url, { token, accept, modified = true }) {
  /** @type {Record<string, string>} */
  const headers = { accept, "accept-encoding": "gzip" };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  const first = await fetch(url, { headers });
  await first.arrayBuffer();
  if (!first.ok) throw new Error(`${url} answers ${first.status}`);
  if (!modified) headers["if-none-match"] = first.headers.get("etag") ?? "";
  await autocannon({ url, headers, connections: CONNECTIONS, duration: WARM_UP_SECONDS });
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: SECONDS });
  const expected = modified ? "200" : "304";
  const statuses = Object.keys(result.statusCodeStats);
  if (statuses.length !== 1 || statuses[0] !== expected || result.errors > 0) {
    throw new Error(
      `${url}: expected ${expected}, got ${JSON.stringify(result.statusCodeStats)}, ${result.errors} errors`,
    );
  }
  return { perSecond: Math.round(result.requests.average), p99: result.latency.p99 };
}
