import { parentPort } from "node:worker_threads";
import { renderMarkdown } from "@/lib/packages/readme/render-markdown";
import { renderTaskSchema } from "@/lib/packages/readme/schema";

// The entry of the thread that renders, bundled to dist/readme.mjs. It answers each task with one message.
parentPort?.on("message", (message: unknown) => {
  const { text, place } = renderTaskSchema.parse(message);
  parentPort?.postMessage(renderMarkdown(text, place));
});
