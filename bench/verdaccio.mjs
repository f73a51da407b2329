import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { installPeers, scriptOf } from "../e2e/clients/peers.mjs";
import { freePort } from "../scripts/ports.mjs";
import { hasEnded, stopWith } from "../scripts/processes.mjs";
import { answers } from "./load.mjs";

/** Verdaccio's defaults, without an uplink and without request logs, which would slow it down. */
const SETTINGS = `
storage: ./storage
auth:
  htpasswd:
    file: ./htpasswd
packages:
  "@*/*":
    access: $all
    publish: $authenticated
  "**":
    access: $all
    publish: $authenticated
log: { type: stdout, format: json, level: error }
`;
const JWT = `
security:
  api:
    jwt:
      sign:
        expiresIn: 29d
`;

/**
 * @param {string} folder
 * @param {"default" | "jwt"} mode how tokens are checked
 */
export async function startVerdaccio(folder, mode) {
  await installPeers(["verdaccio"]);
  mkdirSync(folder);
  writeFileSync(path.join(folder, "config.yaml"), mode === "jwt" ? SETTINGS + JWT : SETTINGS);
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = spawn(
    process.execPath,
    [scriptOf("verdaccio"), "--config", path.join(folder, "config.yaml"), "--listen", url.slice("http://".length)],
    { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, NODE_ENV: "production" }, stdio: "ignore" },
  );
  process.once("exit", () => child.kill("SIGKILL"));
  await answers(`${url}/-/ping`, () => hasEnded(child));
  const body = { name: "bench", password: "bench-password", type: "user", roles: [], date: new Date() };
  const response = await fetch(`${url}/-/user/org.couchdb.user:bench`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const { token } = await response.json();
  const stop = () =>
    stopWith(
      child.pid ?? 0,
      [
        ["SIGTERM", 5_000],
        ["SIGKILL", 5_000],
      ],
      () => hasEnded(child),
    );
  return { url, pid: child.pid ?? 0, token, stop };
}
