/** The common style of text-like controls. 16 px on a phone, where smaller text makes the browser zoom in on focus. */
export const CONTROL =
  "w-full rounded-md border border-field bg-surface px-2.5 text-ink text-lg sm:text-base aria-invalid:border-stop disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-ink-3 focus-visible:outline-offset-0";
