import { viewerFor } from "@/lib/access/context";
import type { AccountContext, KeyCeiling, SignedIn, Viewer } from "@/lib/access/types";
import { newId } from "@/lib/ids";
import { packageTgz } from "@/lib/packages/npm/tarball.fixture";
import { prepareVersion } from "@/lib/packages/publish/prepare-version";
import { publishVersion } from "@/lib/packages/publish/publish-version";
import type { PublishedVersion } from "@/lib/packages/publish/types";
import { artifactStore } from "@/lib/packages/storage/artifacts";
import { request } from "@/lib/people/members/members.fixture";

export type TestVersion = {
  name: string;
  version?: string;
  /** As in the manifest. */
  access?: "public" | "restricted";
  manifest?: object;
  files?: Parameters<typeof packageTgz>[1];
};

/** Publishes a unique tarball through the pipeline, like an upload. */
export async function publish(ctx: AccountContext, input: TestVersion): Promise<PublishedVersion> {
  const { name, version = "1.0.0", access, manifest, files } = input;
  const publishConfig = access ? { publishConfig: { access } } : {};
  const writer = await artifactStore().create();
  await writer.write(packageTgz({ name, version, ...publishConfig, ...manifest }, files ?? []));
  const tarball = { writer, staged: await writer.finish() };
  const source = { tarball, claim: null, access: null, tags: [], client: "npm/11.0.0" };
  return publishVersion(ctx, await prepareVersion(source));
}

/** A viewer with a key of this person. */
export function keyViewerOf(person: SignedIn, ceiling: Partial<Omit<KeyCeiling, "keyId">> = {}): Viewer {
  const { userId, name: userName, email } = person;
  const key = { keyId: newId(), name: "laptop", userId, userName, email };
  return viewerFor({ key: { ...key, scopes: ["read"], packagePatterns: [], ...ceiling } }, request);
}

export const anonymous: Viewer = viewerFor(null, request);
