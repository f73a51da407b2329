/** A handle is a valid npm scope of 2 to 39 characters. */
export const HANDLE = /^[a-z0-9][a-z0-9-]{0,37}[a-z0-9]$/;

export const HANDLE_MAX = 39;
