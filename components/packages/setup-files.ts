/** The variable that carries a token in a pipeline. */
export const TOKEN_VARIABLE = "PACKHOUSE_TOKEN";

/** npm, pnpm and yarn 1: where the scope is. Without a token, so that each person's own login is used. */
export function npmrcFile(handle: string, registryUrl: string): string {
  return `@${handle}:registry=${registryUrl}/\n`;
}

/**
 * yarn 4, which publishes elsewhere unless it is told, holds back what is younger than a day unless it is approved, and
 * refuses a plain http address unless its host is named.
 */
export function yarnrcFile(handle: string, registryUrl: string): string {
  const { protocol, hostname } = new URL(registryUrl);
  const plain = protocol === "http:" ? `unsafeHttpWhitelist:\n  - "${hostname}"\n\n` : "";
  return `${plain}npmScopes:
  ${handle}:
    npmRegistryServer: "${registryUrl}"
    npmPublishRegistry: "${registryUrl}"

# Yarn 4.10 and later; leave these lines out before.
npmPreapprovedPackages:
  - "@${handle}/*"
`;
}

/** Gives the token to npm and pnpm for this registry only; single quotes, so that the file keeps the variable's name. */
export function tokenCommand(registryUrl: string): string {
  const { host, pathname } = new URL(registryUrl);
  const path = pathname.endsWith("/") ? pathname : `${pathname}/`;
  return `npm config set '//${host}${path}:_authToken=\${${TOKEN_VARIABLE}}'`;
}

export function githubActionsFile(registryUrl: string): string {
  return `name: install
on: push
jobs:
  install:
    runs-on: ubuntu-latest
    env:
      ${TOKEN_VARIABLE}: \${{ secrets.${TOKEN_VARIABLE} }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 20
      - run: ${tokenCommand(registryUrl)}
      - run: npm ci
`;
}

export function gitlabFile(registryUrl: string): string {
  return `install:
  image: node:20
  # ${TOKEN_VARIABLE} is a masked variable of the project.
  script:
    - ${tokenCommand(registryUrl)}
    - npm ci
`;
}
