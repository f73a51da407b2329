import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./bundle.mjs";

// Next passes on whatever `X-Forwarded-For` a client sends, so the socket's own address goes into a header of ours,
// over any that the client sent. The lookup of a client's address starts there.
subscribe("http.server.request.start", (message) => {
  if (typeof message !== "object" || message === null || !("request" in message)) return;
  const { request } = message;
  if (request instanceof IncomingMessage) request.headers["x-packhouse-peer"] = request.socket.remoteAddress ?? "";
});

// In this very process, so that a signal to it is a signal to the server.
const { PORT = "3000", DASHBOARD_HOST = "0.0.0.0" } = process.env;
process.chdir(ROOT);
const next = path.join(ROOT, "node_modules/next/dist/bin/next");
process.argv = [process.execPath, next, "start", "--port", PORT, "--hostname", DASHBOARD_HOST];
await import(pathToFileURL(next).href);
