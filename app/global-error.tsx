"use client";

import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import { CrashCard } from "@/components/feedback/crash-card";
import "./globals.css";

/** Replaces the root layout when that fails; it cannot ask the server for anything. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" data-theme="system" className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <title>Something went wrong · Packhouse</title>
        <main id="main" className="mx-auto max-w-[640px] px-4 py-10">
          <CrashCard error={error} retry={retry} level={1} />
        </main>
      </body>
    </html>
  );
}
