import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { vi } from "vitest";
import { viewerFor } from "@/lib/auth/context";
import type { AccountContext, KeyCeiling, SignedIn, Viewer } from "@/lib/auth/types";
import { newId } from "@/lib/ids";
import { request } from "@/lib/members/members.fixture";
import { packageTgz } from "@/lib/npm/tarball.fixture";
import { artifactStore } from "@/lib/packages/artifacts";
import { prepareVersion } from "@/lib/packages/prepare-version";
import { publishVersion } from "@/lib/packages/publish-version";
import type { PublishedVersion } from "@/lib/packages/types";

/** Call it before the first publish of a test file: its tarballs then lie in a folder of their own. */
export function ownStorage(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "packhouse-artifacts-"));
  vi.stubEnv("STORAGE_DIR", folder);
  return folder;
}

export type TestVersion = {
  name: string;
  version?: string;
  access?: "public" | "restricted";
  manifest?: object;
  files?: Parameters<typeof packageTgz>[1];
};

/** Publishes through the pipeline, as an upload of a tarball does. */
export async function publish(ctx: AccountContext, input: TestVersion): Promise<PublishedVersion> {
  const { name, version = "1.0.0", access, manifest, files } = input;
  const publishConfig = access ? { publishConfig: { access } } : {};
  const bytes = packageTgz({ name, version, ...publishConfig, ...manifest }, files ?? []);
  const writer = await artifactStore().create();
  await writer.write(bytes);
  const tarball = { writer, staged: await writer.finish() };
  const source = { tarball, claim: null, access: null, tags: [], client: "npm/11.0.0" };
  return publishVersion(ctx, await prepareVersion(source));
}

/** What a key of this person sees. */
export function keyViewerOf(person: SignedIn, ceiling: Partial<Omit<KeyCeiling, "keyId">> = {}): Viewer {
  const { userId, name: userName, email } = person;
  const key = { keyId: newId(), name: "laptop", userId, userName, email };
  return viewerFor({ key: { ...key, scopes: ["read"], packagePatterns: [], ...ceiling } }, request);
}

export const anonymous: Viewer = viewerFor(null, request);
