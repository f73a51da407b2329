import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepDatabase, removeDatabase } from "./database.mjs";
import { type Home, openHome } from "./home.mjs";
import { serverOwner } from "./postgres-binaries.mjs";
import { hasEnded, isAlive, until } from "./processes.mjs";

let folder: string;
let home: Home;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "packhouse-database-"));
  chmodSync(folder, 0o755);
  home = await openHome(path.join(folder, "home"));
});
afterEach(async () => {
  await removeDatabase(home);
  await rm(folder, { recursive: true, force: true });
});

const pidFile = () => home.file("postgres/postmaster.pid");
const serverPid = () => (existsSync(pidFile()) ? Number(readFileSync(pidFile(), "utf8").split("\n")[0]) : undefined);

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  // Killing the server closes the client's connection.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const answersAgain = (url: string) => vi.waitFor(() => query(url, "SELECT n FROM kept"), { timeout: 20_000 });

test("a server killed in its run comes back at the same address with every committed row", async () => {
  const database = await keepDatabase(home);
  await query(database.url, "CREATE TABLE kept AS SELECT 7 AS n");
  const first = serverPid() ?? 0;
  process.kill(first, "SIGKILL");
  expect(await answersAgain(database.url)).toEqual([{ n: 7 }]);
  expect(serverPid()).not.toBe(first);
  await database.stop();
  expect(serverPid()).toBeUndefined();
});

test("a second start finds the rows of the first, behind a stale pid file that names a living process", async () => {
  const first = await keepDatabase(home);
  await query(first.url, "CREATE TABLE kept AS SELECT 8 AS n");
  await first.stop();
  // It runs as the server's own user: the server ignores processes of other users.
  const bystander = spawn("sleep", ["1000"], { ...serverOwner(), stdio: "ignore" });
  writeFileSync(pidFile(), `${bystander.pid}\n${home.file("postgres")}\n1\n1\n\n127.0.0.1\n1 1\nready\n`);
  const second = await keepDatabase(home);
  expect(second.url).toBe(first.url);
  expect(await query(second.url, "SELECT n FROM kept")).toEqual([{ n: 8 }]);
  expect(hasEnded(bystander)).toBe(false);
  bystander.kill("SIGKILL");
  await second.stop();
});

test("a server whose guard was killed is replaced, not doubled", async () => {
  const database = await keepDatabase(home);
  await query(database.url, "CREATE TABLE kept AS SELECT 9 AS n");
  const orphan = serverPid() ?? 0;
  const run = JSON.parse(readFileSync(home.file("run.json"), "utf8"));
  process.kill(run.children.database.pid, "SIGKILL");
  expect(await until(() => ![undefined, orphan].includes(serverPid()), 20_000)).toBe(true);
  expect(isAlive(orphan)).toBe(false);
  expect(await answersAgain(database.url)).toEqual([{ n: 9 }]);
  await database.stop();
});
