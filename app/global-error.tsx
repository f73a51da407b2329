"use client";

import { GeistSans } from "geist/font/sans";
import "./globals.css";

/**
 * Replaces the root layout when that fails; it cannot ask the server for anything. Every page loads it, so it brings no
 * component.
 */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
  return (
    <html lang="en" data-theme="system" className={GeistSans.variable}>
      <body>
        <title>Something went wrong · Packhouse</title>
        <main id="main" className="mx-auto max-w-[640px] px-4 py-10">
          <div role="alert" className="rounded border border-stop-line bg-surface px-4 py-3.5">
            <h1 className="font-semibold">Something went wrong</h1>
            <p className="mt-1 text-ink-2">
              The page could not load. The fault is on our side, and nothing was changed. Try again. If it keeps
              happening, send us the error id. {digest === "" ? null : <code>{digest}</code>}
            </p>
            <button
              type="button"
              onClick={retry}
              className="mt-3 rounded-md border border-line-strong bg-surface px-3 py-1.5 font-medium hover:bg-sunken"
            >
              Try again
            </button>
          </div>
        </main>
      </body>
    </html>
  );
}
