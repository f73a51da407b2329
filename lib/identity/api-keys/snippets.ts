import type { ClientSetup } from "@/lib/identity/api-keys/types";

/** Yarn 4 holds back packages younger than a day, which does not protect against one's own packages. */
function yarnApproved(handles: readonly string[]): string[] {
  return [
    "# Yarn 4.10 and later; leave these lines out before.",
    "npmPreapprovedPackages:",
    ...handles.map((handle) => `  - "@${handle}/*"`),
  ];
}

/**
 * The lines that make clients use a token: npm and pnpm read `.npmrc`; yarn 4 reads `.yarnrc.yml` and allows plain http
 * by host only. `handles` are the scopes to install from this registry.
 */
export function clientSetup(registryUrl: string, token: string, handles: readonly string[]): ClientSetup {
  const url = new URL(registryUrl);
  const base = `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
  const auth = `${base.slice(url.protocol.length)}/:_authToken=${token}`;
  const scopes = handles.map((handle) => `@${handle}:registry=${base}/`);
  const yarnScopes = handles.flatMap((handle) => [
    `  ${handle}:`,
    `    npmRegistryServer: "${base}"`,
    `    npmPublishRegistry: "${base}"`,
    `    npmAuthToken: "${token}"`,
  ]);
  const http = url.protocol === "http:" ? ["unsafeHttpWhitelist:", `  - "${url.hostname}"`] : [];

  return {
    command: `npm config set ${auth}`,
    npmrc: [...scopes, auth].join("\n"),
    yarnrc: ["npmScopes:", ...yarnScopes, ...yarnApproved(handles), ...http].join("\n"),
  };
}
