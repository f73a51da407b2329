import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readJsonBody } from "@/lib/packages/npm/request-body";

async function* body(...parts: (string | Buffer | Error)[]) {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield Buffer.from(part);
  }
}

const invalid = (message: RegExp) => ({
  code: "VALIDATION",
  payload: { message: expect.stringMatching(message) },
});

describe("readJsonBody", () => {
  const limitBytes = 1000;

  it("reads plain and gzip bodies, in pieces", async () => {
    expect(await readJsonBody(body('"1.', '1.0"'), { limitBytes })).toBe("1.1.0");
    const zipped = gzipSync(JSON.stringify({ express: ["4.0.0"] }));
    for (const contentEncoding of ["gzip", "x-gzip", " GZIP "]) {
      const source = body(zipped.subarray(0, 5), zipped.subarray(5));
      expect(await readJsonBody(source, { limitBytes, contentEncoding })).toEqual({ express: ["4.0.0"] });
    }
  });

  it("knows an empty body", async () => {
    expect(await readJsonBody(body(), { limitBytes })).toBeUndefined();
  });

  it("refuses past the limit of what was inflated, not of what was sent", async () => {
    const tooLarge = { code: "TOO_LARGE", payload: { limitBytes } };
    const bomb = gzipSync(Buffer.alloc(5_000_000, 32));
    await expect(readJsonBody(body(bomb), { limitBytes, contentEncoding: "gzip" })).rejects.toMatchObject(tooLarge);
    await expect(readJsonBody(body(" ".repeat(1001)), { limitBytes })).rejects.toMatchObject(tooLarge);
    expect(await readJsonBody(body(`${" ".repeat(999)}1`), { limitBytes })).toBe(1);
  });

  it("refuses what is not what it says", async () => {
    const gzip = { limitBytes, contentEncoding: "gzip" };
    await expect(readJsonBody(body("{}"), gzip)).rejects.toMatchObject(invalid(/not valid gzip/));
    await expect(readJsonBody(body(gzipSync("{}").subarray(0, 15)), gzip)).rejects.toMatchObject(
      invalid(/not valid gzip/),
    );
    await expect(readJsonBody(body("{}"), { limitBytes, contentEncoding: "br" })).rejects.toMatchObject(
      invalid(/encoded as "br"/),
    );
    await expect(readJsonBody(body("{"), { limitBytes })).rejects.toMatchObject(invalid(/not valid JSON/));
  });

  it.each([
    ["brackets", "[".repeat(900), /nests deeper than 100 levels/],
    ["empty lists", `[${"[],".repeat(3_000)}[]]`, /more than 5000 values and keys/],
    ["keys", JSON.stringify(Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [at, 1]))), /more than 5000/],
  ])("counts before it parses: %s", async (_what, text, message) => {
    await expect(readJsonBody(body(text), { limitBytes: 100_000 })).rejects.toMatchObject(invalid(message));
  });

  it.each([undefined, "gzip"])("answers a sender that goes away (%s)", async (contentEncoding) => {
    const start = contentEncoding === undefined ? "{" : gzipSync("{}").subarray(0, 12);
    const work = readJsonBody(body(start, new Error("aborted")), { limitBytes, contentEncoding });
    await expect(work).rejects.toMatchObject(invalid(/cut off/));
  });
});

describe.each([undefined, "gzip"])("a request over HTTP (%s)", (contentEncoding) => {
  const big = randomBytes(10_000_000);
  const body = contentEncoding === undefined ? big : gzipSync(big, { level: 0 });

  it("that is refused half way gets its answer and may send the rest", async () => {
    const server = createServer((incoming, response) => {
      readJsonBody(incoming, { limitBytes: 100_000, contentEncoding }).then(
        () => response.end("accepted"),
        (error) => response.writeHead(error.status).end(error.code),
      );
    });
    const agent = new Agent({ keepAlive: true });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    try {
      const address = server.address();
      const port = typeof address === "object" ? address?.port : undefined;
      const outgoing = request({ port, host: "127.0.0.1", method: "PUT", agent });
      const answered = once(outgoing, "response");
      outgoing.end(body);
      await once(outgoing, "finish");
      const [answer] = await answered;
      expect([answer.statusCode, await text(answer)]).toEqual([413, "TOO_LARGE"]);
    } finally {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  });
});
