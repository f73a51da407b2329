import type { Visibility } from "@/generated/prisma/enums";

export const CLIENTS = ["npm", "pnpm", "yarn", "yarn 4"] as const;
export type Client = (typeof CLIENTS)[number];

export type InstallTarget = {
  name: string;
  /** Null installs the current `latest`. */
  version: string | null;
  visibility: Visibility;
  registryUrl: string;
};

/** `setup` is needed once per machine; a private package also needs `login`. */
export type ClientCommands = { install: string; setup: readonly string[]; login: string | null };

const INSTALL = {
  npm: "npm install",
  pnpm: "pnpm add",
  yarn: "yarn add",
  "yarn 4": "yarn add",
} as const satisfies Record<Client, string>;

/** npm, pnpm and yarn 1 read one .npmrc; yarn 4 has its own settings and must allow a plain http address. */
export function clientCommands(client: Client, target: InstallTarget): ClientCommands {
  const { name, version, visibility, registryUrl } = target;
  const scope = name.startsWith("@") ? name.slice(1, name.indexOf("/")) : null;
  const { setup, login } = client === "yarn 4" ? yarnBerry(scope, registryUrl) : npmrc(client, scope, registryUrl);
  return {
    install: `${INSTALL[client]} ${name}${version === null ? "" : `@${version}`}`,
    setup,
    login: visibility === "private" ? login : null,
  };
}

function npmrc(client: Client, scope: string | null, registryUrl: string) {
  const config = client === "pnpm" ? "pnpm config set" : "npm config set";
  return scope === null
    ? { setup: [`${config} registry ${registryUrl}/`], login: `npm login --registry=${registryUrl}/` }
    : {
        setup: [`${config} @${scope}:registry ${registryUrl}/`],
        login: `npm login --scope=@${scope} --registry=${registryUrl}/`,
      };
}

function yarnBerry(scope: string | null, registryUrl: string) {
  const { protocol, hostname } = new URL(registryUrl);
  const plain = protocol === "http:" ? [`yarn config set unsafeHttpWhitelist --json '["${hostname}"]'`] : [];
  return scope === null
    ? { setup: [`yarn config set npmRegistryServer ${registryUrl}`, ...plain], login: "yarn npm login" }
    : {
        setup: [
          `yarn config set npmScopes.${scope}.npmRegistryServer ${registryUrl}`,
          `yarn config set npmScopes.${scope}.npmPublishRegistry ${registryUrl}`,
          // Yarn holds back packages younger than a day, which does not protect against one's own packages.
          `yarn config set npmPreapprovedPackages --json '["@${scope}/*"]'`,
          ...plain,
        ],
        login: `yarn npm login --scope ${scope}`,
      };
}
