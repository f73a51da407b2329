import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import autocannon from "autocannon";

const CONNECTIONS = 20;
const WARM_UP_SECONDS = 2;
const SECONDS = 6;
/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

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
 * A process's processor time in milliseconds; more reliable than a rate while other programs run.
 * @param {number} pid
 */
function processorMs(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const [user, system] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13);
  return (Number(user) + Number(system)) * TICK_MS;
}

/**
 * @param {{ url: string, pid: number }} server
 * @param {string} path
 * @param {{ token?: string, accept: string, modified?: boolean }} asked `modified: false` asks with the ETag it holds
 */
export async function load({ url: origin, pid }, path, { token, accept, modified = true }) {
  const url = `${origin}${path}`;
  /** @type {Record<string, string>} */
  const headers = { accept, "accept-encoding": "gzip" };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  const first = await fetch(url, { headers });
  await first.arrayBuffer();
  if (!first.ok) throw new Error(`${url} answers ${first.status}`);
  if (!modified) headers["if-none-match"] = first.headers.get("etag") ?? "";
  await autocannon({ url, headers, connections: CONNECTIONS, duration: WARM_UP_SECONDS });
  let before = processorMs(pid);
  let result = await autocannon({ url, headers, connections: CONNECTIONS, duration: SECONDS });
  if (result.requests.total < CONNECTIONS) {
    // A measurement this short says nothing about a slow server.
    before = processorMs(pid);
    result = await autocannon({ url, headers, connections: CONNECTIONS, duration: SECONDS * 5, timeout: SECONDS * 5 });
  }
  const expected = modified ? "200" : "304";
  const statuses = Object.keys(result.statusCodeStats);
  if (statuses.length !== 1 || statuses[0] !== expected || result.errors > 0) {
    throw new Error(
      `${url}: expected ${expected}, got ${JSON.stringify(result.statusCodeStats)}, ${result.errors} errors`,
    );
  }
  const microseconds = Math.round(((processorMs(pid) - before) * 1000) / result.requests.total);
  return { perSecond: round(result.requests.total / result.duration), p99: result.latency.p99, microseconds };
}

/** Rates below ten keep a digit. @param {number} rate */
function round(rate) {
  return rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate);
}
