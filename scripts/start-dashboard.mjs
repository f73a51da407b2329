import path from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "./bundle.mjs";

// In this very process, so that a signal to it is a signal to the server.
const { PORT = "3000", DASHBOARD_HOST = "0.0.0.0" } = process.env;
process.chdir(ROOT);
const next = path.join(ROOT, "node_modules/next/dist/bin/next");
process.argv = [process.execPath, next, "start", "--port", PORT, "--hostname", DASHBOARD_HOST];
await import(pathToFileURL(next).href);
