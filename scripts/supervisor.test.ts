import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isAlive, until } from "./processes.mjs";
import { pauseAfter, supervise } from "./supervisor.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "packhouse-supervisor-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function script(name: string, text: string) {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const IDLE = "setInterval(() => {}, 1e6);";

function start(file: string, pids: number[]) {
  const logFile = path.join(folder, "log");
  return supervise({
    name: "thing",
    args: [file],
    env: process.env,
    logFile,
    onStart: (pid: number) => pids.push(pid),
  });
}

test("a killed process starts again, and stopping ends the one that runs", async () => {
  const pids: number[] = [];
  const thing = start(script("idle.mjs", IDLE), pids);
  process.kill(pids[0] ?? 0, "SIGKILL");
  expect(await until(() => pids.length === 2, 10_000)).toBe(true);
  expect(thing.failures()).toBe(1);
  await thing.stop();
  expect(pids.map(isAlive)).toEqual([false, false]);
  expect(pids).toHaveLength(2);
}, 20_000);

test("stopping also ends what the process started", async () => {
  const pids: number[] = [];
  const note = path.join(folder, "grandchild");
  const parent = `
    import { spawn } from "node:child_process";
    import { renameSync, writeFileSync } from "node:fs";
    const child = spawn(process.execPath, ["-e", ${JSON.stringify(IDLE)}], { stdio: "ignore" });
    writeFileSync(${JSON.stringify(`${note}.new`)}, String(child.pid));
    renameSync(${JSON.stringify(`${note}.new`)}, ${JSON.stringify(note)});`;
  const thing = start(script("parent.mjs", parent), pids);
  expect(await until(() => existsSync(note), 10_000)).toBe(true);
  const grandchild = Number(readFileSync(note, "utf8"));
  expect(isAlive(grandchild)).toBe(true);
  await thing.stop();
  expect(await until(() => !isAlive(grandchild), 5_000)).toBe(true);
}, 20_000);

test("when the supervisor is killed, its process leaves by itself", async () => {
  const idle = script("idle.mjs", IDLE);
  const supervisor = script(
    "supervisor.mjs",
    `import { supervise } from ${JSON.stringify(new URL("./supervisor.mjs", import.meta.url).href)};
     supervise({ name: "thing", args: [${JSON.stringify(idle)}], env: process.env,
       logFile: ${JSON.stringify(path.join(folder, "log"))}, onStart: (pid) => console.log(pid) });`,
  );
  const process_ = spawn(process.execPath, [supervisor], { stdio: ["ignore", "pipe", "ignore"] });
  const child = await new Promise<number>((resolve) => process_.stdout.once("data", (text) => resolve(Number(text))));
  expect(isAlive(child)).toBe(true);
  process_.kill("SIGKILL");
  expect(await until(() => !isAlive(child), 10_000)).toBe(true);
}, 20_000);

test("pauses grow to half a minute and no further", () => {
  expect([1, 2, 3, 20].map(pauseAfter)).toEqual([500, 1_000, 2_000, 30_000]);
});
