import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT } from "@/scripts/bundle.mjs";
import { freePort } from "@/scripts/ports.mjs";
import { hasEnded, stopWith } from "@/scripts/processes.mjs";

const READY_MS = 60_000;
const STOP_MS = 20_000;
const KIBIBYTE = 1024;

export type RegistryProcess = {
  url: string;
  port: number;
  /** The folder of its artifacts. */
  storage: string;
  /** Its present memory in bytes. */
  memory(): number;
  /** Kills it without warning, like a crash. */
  kill(): Promise<void>;
  /** Starts it again on the same port and storage after `kill`. */
  start(): Promise<void>;
  /** Stops it like an operator, and removes its storage. */
  stop(): Promise<void>;
};

export type RegistryOptions = {
  /** Settings besides those that every registry needs. */
  settings?: Record<string, string>;
  /** The storage of another process, to run as its second instance. */
  storage?: string;
};

/** Starts the production bundle on a free port, over this test file's database. */
export async function startRegistry({ settings = {}, storage }: RegistryOptions = {}): Promise<RegistryProcess> {
  const home = mkdtempSync(path.join(tmpdir(), "packhouse-clients-"));
  const folder = storage ?? path.join(home, "artifacts");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let output = "";
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: "production",
    PATH: process.env.PATH ?? "",
    DATABASE_URL: process.env.DATABASE_URL ?? "",
    AUTH_SECRET: process.env.AUTH_SECRET ?? "",
    SECRETS_KEY: process.env.SECRETS_KEY ?? "",
    PACKHOUSE_HOME: home,
    STORAGE_DIR: folder,
    REGISTRY_HOST: "127.0.0.1",
    REGISTRY_PORT: String(port),
    REGISTRY_URL: url,
    READS_PER_MINUTE_KEY: "1000000",
    READS_PER_MINUTE_ADDRESS: "1000000",
    LOG_LEVEL: "warn",
    ...settings,
  };

  async function start() {
    const started = spawn(process.execPath, [path.join(ROOT, "dist/registry.mjs")], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output = (output + chunk.toString()).slice(-20_000);
      });
    }
    process.once("exit", () => started.kill("SIGKILL"));
    let ready = false;
    const look = () =>
      fetch(`${url}/-/ping`).then(
        ({ ok }) => ok,
        () => false,
      );
    const end = Date.now() + READY_MS;
    while (!ready && !hasEnded(started) && Date.now() < end) ready = await look();
    if (!ready) throw new Error(`The registry did not start:\n${output}`);
  }

  async function end(signal: NodeJS.Signals) {
    const ending = child;
    if (!ending) return;
    const gone = () => hasEnded(ending);
    await stopWith(
      ending.pid ?? 0,
      [
        [signal, STOP_MS],
        ["SIGKILL", STOP_MS],
      ],
      gone,
    );
  }

  await start();
  return {
    url,
    port,
    storage: folder,
    memory: () => residentBytes(child?.pid ?? 0),
    kill: () => end("SIGKILL"),
    start,
    async stop() {
      await end("SIGTERM");
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function residentBytes(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(line?.[1] ?? Number.NaN) * KIBIBYTE;
}
