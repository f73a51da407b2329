import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./bundle.mjs";
import "./answer-outages.mjs";

// Next passes on any `X-Forwarded-For` that a client sends, so the socket's own address goes into a header of ours and
// replaces a client's. The client's address is derived from it.
subscribe("http.server.request.start", (message) => {
  if (typeof message !== "object" || message === null || !("request" in message)) return;
  const { request } = message;
  if (request instanceof IncomingMessage) request.headers["x-packhouse-peer"] = request.socket.remoteAddress ?? "";
});

// Runs in this process, so that a signal to it reaches the server.
const { PORT = "3000", DASHBOARD_HOST = "0.0.0.0" } = process.env;
process.chdir(ROOT);
const next = path.join(ROOT, "node_modules/next/dist/bin/next");
process.argv = [process.execPath, next, "start", "--port", PORT, "--hostname", DASHBOARD_HOST];
await import(pathToFileURL(next).href);
