import type { ClientSetup } from "@/lib/api-keys/types";

/**
 * What makes the clients use a token here: npm and pnpm read `.npmrc`, yarn 4 reads `.yarnrc.yml`, which wants plain
 * http to be allowed by name. `handles` are the scopes that are installed from this registry.
 */
export function clientSetup(registryUrl: string, token: string, handles: readonly string[]): ClientSetup {
  const url = new URL(registryUrl);
  const base = `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
  const auth = `${base.slice(url.protocol.length)}/:_authToken=${token}`;
  const scopes = handles.map((handle) => `@${handle}:registry=${base}/`);
  const yarnScopes = handles.flatMap((handle) => [
    `  ${handle}:`,
    `    npmRegistryServer: "${base}"`,
    `    npmAuthToken: "${token}"`,
  ]);
  const http = url.protocol === "http:" ? ["unsafeHttpWhitelist:", `  - "${url.hostname}"`] : [];
  return {
    command: `npm config set ${auth}`,
    npmrc: [...scopes, auth].join("\n"),
    yarnrc: ["npmScopes:", ...yarnScopes, ...http].join("\n"),
  };
}
