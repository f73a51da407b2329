type Site = { secure: boolean; development: boolean };

/**
 * The content security policy of a page. Scripts run by nonce only, which Next writes into its own. Styles may be
 * inline, because measured positions (menus, bars) are style attributes; pictures of readmes come from anywhere.
 */
export function contentSecurityPolicy(nonce: string, { secure, development }: Site): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

const YEAR_SECONDS = 31_536_000;

export function securityHeaders({ secure }: Site): Record<string, string> {
  return {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    ...(secure ? { "strict-transport-security": `max-age=${YEAR_SECONDS}` } : {}),
  };
}
