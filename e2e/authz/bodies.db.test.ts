import { beforeAll, describe, expect, it, vi } from "vitest";
import { ownStorage } from "@/lib/packages/publish/packages.fixture";
import { exportedHandlers } from "./exported-actions";
import { HANDLERS } from "./handler-table";
import { newWorld, type World } from "./world";

const browser = vi.hoisted(() => ({ session: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: browser.session }), set: () => undefined }),
  headers: async () => new Headers({ "user-agent": "matrix" }),
}));
vi.stubEnv("LOG_LEVEL", "silent");

// Every handler is switched on, so that each of them gets as far as its body.
vi.stubEnv("PACKHOUSE_DEMO", "1");
vi.stubEnv("STRIPE_SECRET_KEY", "sk_test_bodies");
vi.stubEnv("STRIPE_WEBHOOK_SECRET", "whsec_bodies");
vi.stubEnv("GITHUB_CLIENT_ID", "github");
vi.stubEnv("MAX_PUBLISH_BYTES", "1000000");
ownStorage();

/** The largest bound of a handler; its stream may hold a little more. */
const MOST_BYTES = 2_100_000;

const READS = ["GET", "HEAD"];
const writes = Object.keys(HANDLERS).filter((name) => !READS.includes(name.split(" ")[0] ?? ""));

let world: World;
beforeAll(async () => {
  world = await newWorld();
  browser.session = world.people.owner.session;
});

/** A body that announces no length and does not end by itself; it breaks off when a handler takes too much. */
function endless() {
  const taken = { bytes: 0 };
  const chunk = new TextEncoder().encode(`"k":{},${" ".repeat(16_000)}`);
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      taken.bytes += chunk.length;
      if (taken.bytes > 4 * MOST_BYTES) controller.error(new Error("nobody stopped reading"));
      else controller.enqueue(chunk);
    },
  });
  return { stream, taken };
}

it("some handlers take a body", () => {
  expect(writes.length).toBeGreaterThan(4);
});

describe.each(writes)("%s", (name) => {
  it.each(["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "stops reading an endless body of %s",
    async (type) => {
      const handler = (await exportedHandlers()).find((one) => one.name === name);
      const { request, params } = HANDLERS[name]?.good(world.handle) ?? {};
      const { stream, taken } = endless();
      const headers = { "content-type": type, "x-packhouse-peer": "198.51.100.1" };
      const init: RequestInit & { duplex: "half" } = { method: "POST", body: stream, duplex: "half", headers };
      const answer = await handler?.entry(new Request(request?.url ?? "", init), { params: Promise.resolve(params) });
      if (!(answer instanceof Response)) throw new Error(`${name} gave no response`);
      // An upload looks at its first bytes, which are no archive's.
      expect(answer.status).toBeOneOf(name.includes("/upload/") ? [400, 413] : [413]);
      expect(taken.bytes).toBeLessThan(MOST_BYTES);
    },
  );
});
