import { parentPort } from "node:worker_threads";

/** A render thread that does what a hostile document could make it do. */
parentPort?.on("message", ({ text }) => {
  const kept = [];
  while (text === "endless");
  while (text === "memory") kept.push(new Array(100_000).fill(kept.length));
  parentPort?.postMessage({ form: "html", html: text, complete: true });
});
