export type AccountPaths = {
  overview: string;
  packages: string;
  usage: string;
  billing: string;
  plans: string;
  team: string;
  audit: string;
};

/** Where the pages of an account are: a person's own lie at the root, an organization's carry its handle. */
export function accountPaths(account: { kind: string; handle: string }): AccountPaths {
  const at = account.kind === "organization" ? `/orgs/${account.handle}` : "";
  return {
    overview: `${at}/overview`,
    packages: `${at}/packages`,
    usage: `${at}/usage`,
    billing: `${at}/billing`,
    plans: account.kind === "organization" ? `${at}/billing#plans` : "/billing/plans",
    team: `${at}/team`,
    audit: `${at}/governance/audit`,
  };
}
