import { createHash, randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { Header } from "tar";

const MEGABYTE = 1024 * 1024;
const SIZE = 100 * MEGABYTE;
const SAMPLE_MS = 10;

/** @param {string} file @param {Buffer} bytes */
function entry(file, bytes) {
  const block = Buffer.alloc(512);
  new Header({ path: file, size: bytes.length, type: "File", mode: 0o644, mtime: new Date(0) }).encode(block, 0);
  return [block, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
}

/**
 * Publishes random bytes, which do not compress, and watches the registry's memory meanwhile, in megabytes.
 * @param {{ url: string, token: string, handle: string, memory: () => number }} registry
 */
export async function publishLarge({ url, token, handle, memory }) {
  const name = `@${handle}/large`;
  const version = "1.0.0";
  const manifest = Buffer.from(JSON.stringify({ name, version }));
  const parts = [...entry("package/package.json", manifest), ...entry("package/blob", randomBytes(SIZE))];
  const tarball = gzipSync(Buffer.concat([...parts, Buffer.alloc(1024)]), { level: 1 });
  const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  const attachment = { content_type: "application/octet-stream", length: tarball.length };
  const body = JSON.stringify({
    _id: name,
    name,
    "dist-tags": { latest: version },
    versions: { [version]: { name, version, dist: { integrity } } },
    _attachments: { [`${name}-${version}.tgz`]: { ...attachment, data: tarball.toString("base64") } },
  });
  const idle = memory();
  let peak = idle;
  const timer = setInterval(() => {
    peak = Math.max(peak, memory());
  }, SAMPLE_MS);
  const from = performance.now();
  const response = await fetch(`${url}/${encodeURIComponent(name)}`, {
    method: "PUT",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body,
  });
  clearInterval(timer);
  if (!response.ok) throw new Error(`The large publish answers ${response.status}: ${await response.text()}`);
  return { idle: Math.round(idle), peak: Math.round(peak), seconds: (performance.now() - from) / 1000 };
}
