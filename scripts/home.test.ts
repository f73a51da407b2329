import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openHome, readJson, writeJson } from "./home.mjs";
import { hasEnded, identify, isAlive, until } from "./processes.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "packhouse-home-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function startBystander() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"], { stdio: "ignore", detached: true });
  if (child.pid === undefined) throw new Error("no process");
  return { child, pid: child.pid };
}

test("a home belongs to one supervisor at a time", async () => {
  const home = await openHome(folder);
  await expect(openHome(folder)).rejects.toThrow(`already runs from ${home.folder} (process ${process.pid})`);
  home.close();
  const again = await openHome(folder);
  again.close();
});

test("a folder with somebody's files is left alone", async () => {
  writeFileSync(path.join(folder, "letter.txt"), "dear");
  await expect(openHome(folder)).rejects.toThrow("holds files that are not Packhouse's");
  expect(existsSync(path.join(folder, "run.json"))).toBe(false);
});

test("secrets are made once and survive a restart", async () => {
  const home = await openHome(folder);
  const first = home.secrets(["authSecret"]);
  home.close();
  const again = await openHome(folder);
  expect(again.secrets(["authSecret", "other"])).toMatchObject(first);
  again.close();
});

test("starting over keeps nothing but the marks of the home", async () => {
  const home = await openHome(folder);
  home.secrets(["authSecret"]);
  home.empty();
  expect(existsSync(home.file("secrets.json"))).toBe(false);
  expect(existsSync(home.file("run.json"))).toBe(true);
  home.close();
});

test("ends processes of a dead supervisor, but no other process with the same number", async () => {
  (await openHome(folder)).close();
  const ours = startBystander();
  const stranger = startBystander();
  const run = {
    supervisor: { pid: process.pid, identity: "another boot:1" },
    children: {
      registry: { pid: ours.pid, identity: identify(ours.pid) },
      worker: { pid: stranger.pid, identity: "another boot:2" },
    },
  };
  writeJson(path.join(folder, "run.json"), run);
  const home = await openHome(folder);
  expect(await until(() => hasEnded(ours.child), 5_000)).toBe(true);
  expect(isAlive(stranger.pid)).toBe(true);
  stranger.child.kill("SIGKILL");
  expect(readJson(home.file("run.json"))).toMatchObject({ supervisor: { pid: process.pid }, children: {} });
  home.close();
});
