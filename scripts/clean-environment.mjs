const KEPT_OUT =
  /^(DATABASE_URL|.*_URL|AUTH_SECRET|SECRETS_KEY.*|STRIPE_.*|S3_.*|GITHUB_.*|GOOGLE_.*|OIDC_.*|PACKHOUSE_.*|MAIL_FROM|NODE_ENV|PORT|(REGISTRY|DASHBOARD|SANDBOX|STORAGE)_.*)$/;

/** Removes the settings of the person who runs the tests: a test must never reach their database, mail or payments. */
export function forgetSettings() {
  for (const name of Object.keys(process.env)) {
    if (KEPT_OUT.test(name) && !name.startsWith("npm_")) delete process.env[name];
  }
}
