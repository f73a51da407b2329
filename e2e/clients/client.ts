import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { scriptOf } from "./peers.mjs";

export const CLIENTS = ["npm10", "npm11", "pnpm10", "yarn1", "yarn4"] as const;
export type ClientName = (typeof CLIENTS)[number];

export type Ran = { code: number | null; output: string };

export type Client = {
  /** An empty project. */
  folder: string;
  home: string;
  /** Puts a file into the project. */
  write(file: string, text: string): void;
  run(...args: string[]): Promise<Ran>;
  /** Like `run`, and calls `see` with the whole output whenever it grows. */
  watch(see: (output: string) => void, ...args: string[]): Promise<Ran>;
  /** Adds the packages to the project by the client's own command. */
  install(...specs: string[]): Promise<Ran>;
};

const LIMIT_MS = 240_000;

const made: string[] = [];
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A client on a new machine: an empty home, an empty project, and only this registry. */
export function freshClient(name: ClientName, registryUrl: string, token?: string): Client {
  const base = mkdtempSync(path.join(tmpdir(), `packhouse-${name}-`));
  made.push(base);
  const [home, folder] = [path.join(base, "home"), path.join(base, "project")];
  for (const place of [home, folder]) mkdirSync(place);
  const env = environment(home, registryUrl);
  writeFileSync(
    path.join(folder, "package.json"),
    JSON.stringify({ name: "project", version: "1.0.0", private: true }),
  );
  if (name === "yarn4") {
    writeFileSync(path.join(folder, "yarn.lock"), "");
    writeFileSync(path.join(folder, ".yarnrc.yml"), yarnSettings(registryUrl, token));
  } else {
    writeFileSync(path.join(home, ".npmrc"), npmSettings(registryUrl, token));
    // Yarn 1 fails on a package's engine range, while the others only warn.
    writeFileSync(path.join(home, ".yarnrc"), "ignore-engines true\ndisable-self-update-check true\n");
  }
  const watch: Client["watch"] = (see, ...args) => runNode([scriptOf(name), ...args], folder, env, see);
  const run: Client["run"] = (...args) => watch(() => undefined, ...args);
  const add = name.startsWith("npm") ? "install" : "add";
  const write: Client["write"] = (file, text) => writeFileSync(path.join(folder, file), text);
  return { folder, home, write, run, watch, install: (...specs) => run(add, ...specs) };
}

function npmSettings(registryUrl: string, token: string | undefined): string {
  const lines = [`registry=${registryUrl}/`];
  if (token !== undefined) lines.push(`//${new URL(registryUrl).host}/:_authToken=${token}`);
  return `${lines.join("\n")}\n`;
}

/** Yarn sends a token on unscoped reads only with a setting, and waits a day before it installs a new version. */
function yarnSettings(registryUrl: string, token: string | undefined): string {
  const lines = [
    `npmRegistryServer: "${registryUrl}"`,
    "nodeLinker: node-modules",
    'unsafeHttpWhitelist: ["127.0.0.1"]',
    "npmMinimalAgeGate: 0",
    "enableTelemetry: false",
    "enableImmutableInstalls: false",
    "httpRetry: 0",
  ];
  if (token !== undefined) lines.push(`npmAuthToken: "${token}"`, "npmAlwaysAuth: true");
  return `${lines.join("\n")}\n`;
}

function environment(home: string, registryUrl: string): NodeJS.ProcessEnv {
  return {
    NODE_ENV: "development",
    PATH: process.env.PATH ?? "",
    HOME: home,
    CI: "1",
    NO_COLOR: "1",
    // A request to anything but this registry fails at once.
    http_proxy: "http://127.0.0.1:9",
    https_proxy: "http://127.0.0.1:9",
    no_proxy: "127.0.0.1",
    npm_config_registry: `${registryUrl}/`,
    npm_config_fetch_retries: "0",
    npm_config_fetch_timeout: "120000",
    npm_config_ignore_scripts: "true",
    npm_config_audit: "false",
    npm_config_fund: "false",
    npm_config_update_notifier: "false",
    XDG_CACHE_HOME: path.join(home, "cache"),
    XDG_DATA_HOME: path.join(home, "data"),
    YARN_GLOBAL_FOLDER: path.join(home, "yarn"),
    YARN_IGNORE_PATH: "1",
    YARN_ENABLE_TELEMETRY: "0",
  };
}

function runNode(args: string[], cwd: string, env: NodeJS.ProcessEnv, see: (output: string) => void): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], timeout: LIMIT_MS });
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
      see(output);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
