/** Raise it with every change of what a document becomes: what an older renderer made is then made anew. */
export const RENDERER = 1;

/** How much of a document is rendered, in characters: nobody reads further, and its file has the rest. */
export const MOST_CHARACTERS = 100_000;

/** The bounds of a rendered document; it is cut where it passes one of them. */
export const MOST_NODES = 10_000;
export const MOST_SHOWN_CHARACTERS = 250_000;

/** Escaped text may take six times its length; a document beyond this is shown as plain text, in characters. */
export const MOST_HTML = 600_000;

/** How long one document may be rendered before it is given up, in milliseconds; an idle machine needs two seconds. */
export const RENDER_LIMIT_MS = 20_000;

/** How long a document that was given up is shown as plain text before the next try, in milliseconds. */
export const RETRY_AFTER_MS = 3_600_000;
