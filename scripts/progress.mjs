const started = Date.now();
const HEARTBEAT_MS = 15_000;

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** @param {string} line */
export function say(line) {
  console.log(`[${seconds(Date.now() - started).padStart(7)}] ${line}`);
}

/**
 * Runs one named step and prints when it began, that it is still busy, and how long it took.
 * @template T
 * @param {string} title
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const from = Date.now();
  say(`${title} …`);
  const heartbeat = setInterval(() => say(`${title}: still busy after ${seconds(Date.now() - from)}`), HEARTBEAT_MS);
  try {
    const result = await work();
    say(`${title}: done in ${seconds(Date.now() - from)}`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}

/** A failure whose message is for the person at the terminal: printed without a stack. */
export class Stop extends Error {
  /** @override */
  name = "Stop";
}

/**
 * Runs a command's main function; a `Stop` prints its message, anything else its stack, and both end with status 1.
 * A bundle carries a `Stop` of its own, so the name decides and not the class.
 * @param {() => Promise<void>} main
 */
export function run(main) {
  main().catch((error) => {
    console.error(error instanceof Error && error.name === "Stop" ? `\n${error.message}` : error);
    process.exit(1);
  });
}
