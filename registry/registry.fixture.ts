import { mkdtempSync, rmSync } from "node:fs";
import { type IncomingHttpHeaders, request as send } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll } from "vitest";
import { closeKeys } from "@/lib/access/authenticate-key";
import { disconnect } from "@/lib/db";
import { type PublishBody, publishBody } from "@/lib/packages/npm/publish-body.fixture";
import { buildRegistry } from "@/registry/app";
import { freePort } from "@/scripts/ports.mjs";

export type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  /** The bytes as received. */
  bytes: Buffer;
  text: string;
  /** The body as JSON; null for any other body. */
  json: JsonObject;
};

export type JsonObject = { [field: string]: unknown };

export type Asked = {
  token?: string;
  headers?: Record<string, string>;
  /** A string or bytes are sent unchanged, anything else as JSON. */
  body?: unknown;
};

export type Registry = {
  url: string;
  /** The folder of its artifacts. */
  storage: string;
  ask(method: string, address: string, asked?: Asked): Promise<Answer>;
  publish(token: string, body: PublishBody): Promise<Answer>;
};

/** A registry on its own port for a test file, over the file's database. */
export function ownRegistry(settings: Record<string, string> = {}): Registry {
  const storage = mkdtempSync(path.join(tmpdir(), "packhouse-registry-"));
  let app: FastifyInstance | undefined;
  const registry: Registry = {
    url: "",
    storage,
    ask: (method, address, asked = {}) => ask(registry.url, method, address, asked),
    publish: (token, body) =>
      registry.ask("PUT", `/${body.manifest.name.replace("/", "%2f")}`, { token, body: publishBody(body) }),
  };
  beforeAll(async () => {
    const port = await freePort();
    registry.url = `http://127.0.0.1:${port}`;
    Object.assign(process.env, { STORAGE_DIR: storage, REGISTRY_URL: registry.url, LOG_LEVEL: "silent", ...settings });
    app = buildRegistry();
    await app.listen({ host: "127.0.0.1", port });
  });
  afterAll(async () => {
    await app?.close();
    await closeKeys();
    await disconnect();
    rmSync(storage, { recursive: true, force: true });
  });
  return registry;
}

/** Sends the address exactly as written; a client library would normalize it. */
export function ask(
  origin: string,
  method: string,
  address: string,
  { token, headers, body }: Asked = {},
): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  const payload = body === undefined || typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const length = payload === undefined ? {} : { "content-length": String(Buffer.byteLength(payload)) };
  const type = payload === undefined ? {} : { "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    const all = { ...type, ...length, ...authorization, ...headers };
    const request = send({ hostname, port, method, path: address, headers: all, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const bytes = Buffer.concat(chunks);
        const plain = response.headers["content-encoding"] === "gzip" && bytes.length > 0 ? gunzipSync(bytes) : bytes;
        const text = plain.toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text, json: jsonOf(text) });
      });
    });
    request.on("error", reject);
    request.end(payload);
  });
}

function jsonOf(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
