/** The name of the variable that carries a token into the files below; they are safe to commit. */
export const TOKEN_VARIABLE = "PACKHOUSE_TOKEN";

/** npm, pnpm and yarn 1: the scope goes to this registry, and the token comes from the environment. */
export function npmrcFile(handle: string, registryUrl: string): string {
  const { host, pathname } = new URL(registryUrl);
  const path = pathname.endsWith("/") ? pathname : `${pathname}/`;
  return `@${handle}:registry=${registryUrl}/\n//${host}${path}:_authToken=\${${TOKEN_VARIABLE}}\n`;
}

/** yarn 4, which refuses a plain http address unless its host is named. */
export function yarnrcFile(handle: string, registryUrl: string): string {
  const { protocol, hostname } = new URL(registryUrl);
  const plain = protocol === "http:" ? `unsafeHttpWhitelist:\n  - "${hostname}"\n\n` : "";
  return `${plain}npmScopes:
  ${handle}:
    npmRegistryServer: "${registryUrl}"
    npmAlwaysAuth: true
    npmAuthToken: "\${${TOKEN_VARIABLE}}"
`;
}

export function githubActionsFile(): string {
  return `steps:
  - uses: actions/checkout@v4
  - uses: actions/setup-node@v4
    with:
      node-version: 20
  - run: npm ci
    env:
      ${TOKEN_VARIABLE}: \${{ secrets.${TOKEN_VARIABLE} }}
`;
}

export function gitlabFile(): string {
  return `install:
  image: node:20
  # Add ${TOKEN_VARIABLE} as a masked variable of the project.
  script:
    - npm ci
`;
}
