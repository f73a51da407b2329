import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PEERS } from "../e2e/clients/peers.mjs";
import { freePort } from "../scripts/ports.mjs";
import { startThrowAwayPostgres } from "../scripts/postgres.mjs";
import { step } from "../scripts/progress.mjs";
import { publishLarge } from "./large.mjs";
import { ABBREVIATED, FULL, load } from "./load.mjs";
import { startPackhouse } from "./packhouse.mjs";
import { startVerdaccio } from "./verdaccio.mjs";

const CASES = [
  { title: "full, with a token", accept: FULL, known: true },
  { title: "abbreviated, with a token", accept: ABBREVIATED, known: true },
  { title: "not modified, with a token", accept: FULL, known: true, modified: false },
  { title: "a small tarball, with a token", accept: FULL, known: true, tarball: true },
  { title: "full, anonymous", accept: FULL, known: false },
  { title: "abbreviated, anonymous", accept: ABBREVIATED, known: false },
  { title: "not modified, anonymous", accept: FULL, known: false, modified: false },
];

/** @typedef {{ url: string, token: string }} Peer */

/** @param {Peer} peer @param {object[]} documents @param {string} name */
async function publishAll({ url, token }, documents, name) {
  for (const document of documents) {
    const response = await fetch(`${url}/${name.replace("/", "%2f")}`, {
      method: "PUT",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(document),
    });
    if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
  }
}

/** Compares the registry with Verdaccio, request by request. */
export async function bench() {
  const folder = mkdtempSync(path.join(tmpdir(), "packhouse-bench-"));
  chmodSync(folder, 0o755);
  const database = await startThrowAwayPostgres(path.join(folder, "database"), await freePort());
  /** @type {(() => Promise<unknown>)[]} */
  const stops = [() => database.stop()];
  try {
    await compare(folder, database.url("postgres"), (stop) => stops.unshift(stop));
  } finally {
    for (const stop of stops) await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {string} databaseUrl
 * @param {(stop: () => Promise<unknown>) => void} whenDone
 */
async function compare(folder, databaseUrl, whenDone) {
  const start = async (title, starting) => {
    const peer = await step(`Starting ${title}`, starting);
    whenDone(peer.stop);
    return peer;
  };
  const packhouse = await start("Packhouse", () => startPackhouse(path.join(folder, "home"), databaseUrl));
  const { documents, name } = packhouse;
  const peers = { packhouse };
  if (!process.env.BENCH_ALONE) {
    peers.verdaccio = await start("Verdaccio", () => startVerdaccio(path.join(folder, "verdaccio"), "default"));
    peers.jwt = await start("Verdaccio with JWT", () => startVerdaccio(path.join(folder, "jwt"), "jwt"));
  }
  for (const [title, peer] of Object.entries(peers)) {
    await step(`Publishing ${documents.length} versions to ${title}`, () => publishAll(peer, documents, name));
  }
  const address = `/${name.replace("/", "%2f")}`;
  const rows = [];
  for (const { title, accept, known, modified, tarball } of CASES) {
    const row = { case: title };
    await step(title, async () => {
      for (const [peer, server] of Object.entries(peers)) {
        // Without a token the two modes do the same.
        if (!known && peer === "jwt") continue;
        const asked = tarball ? `${address}/-/${name.split("/")[1]}-4.0.0.tgz` : address;
        row[peer] = await load(server, asked, { accept, modified, ...(known ? { token: server.token } : {}) });
      }
    });
    rows.push(row);
  }
  print(rows, await step("Publishing 100 MB", () => publishLarge(packhouse)));
}

function print(rows, large) {
  const shown = (measured) =>
    measured ? `${measured.perSecond}/s, p99 ${measured.p99} ms, ${measured.microseconds} µs` : "";
  const ratio = (ours, other) => (other ? `${(ours.perSecond / other.perSecond).toFixed(1)} x` : "");
  console.log(
    `\nA packument of 100 versions, gzip, 20 connections; beside ${PEERS.verdaccio.spec}, in one run; µs: processor time a request.`,
  );
  console.table(
    rows.map(({ case: title, packhouse, verdaccio, jwt }) => ({
      case: title,
      Packhouse: shown(packhouse),
      Verdaccio: shown(verdaccio),
      ratio: ratio(packhouse, verdaccio),
      "Verdaccio with JWT": shown(jwt),
      "ratio to JWT": ratio(packhouse, jwt),
    })),
  );
  const { idle, peak, seconds } = large;
  console.log(`Publishing 100 MB took ${seconds.toFixed(1)} s; memory ${idle} MB before, ${peak} MB at its peak.`);
}
