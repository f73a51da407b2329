import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./bundle.mjs";
import { gated } from "./front-gate.mjs";

// `next start` makes its own server, so the gate goes before whatever listener it brings.
http.createServer = new Proxy(http.createServer, {
  apply: (make, self, given) =>
    Reflect.apply(
      make,
      self,
      given.map((one) => (typeof one === "function" ? gated(one) : one)),
    ),
});

// Runs in this process, so that a signal to it reaches the server.
const { PORT = "3000", DASHBOARD_HOST = "0.0.0.0" } = process.env;
process.chdir(ROOT);
const next = path.join(ROOT, "node_modules/next/dist/bin/next");
process.argv = [process.execPath, next, "start", "--port", PORT, "--hostname", DASHBOARD_HOST];
await import(pathToFileURL(next).href);
