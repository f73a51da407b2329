/** The variable that holds a token in a pipeline. */
export const TOKEN_VARIABLE = "PACKHOUSE_TOKEN";

/** For npm, pnpm and yarn 1: the registry of the scope. Without a token, so that each person uses their own login. */
export function npmrcFile(handle: string, registryUrl: string): string {
  return `@${handle}:registry=${registryUrl}/\n`;
}

/**
 * For yarn 4, which needs the publish registry, an approval of packages younger than a day, and each plain http host by
 * name.
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

/** Gives npm and pnpm the token for this registry only; single quotes keep the variable's name in the file. */
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
