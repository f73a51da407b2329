import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { parseTheme, THEME_COOKIE } from "@/components/layout/theme";
import { ClockProvider } from "@/components/ui/clock-provider";
import { Toaster } from "@/components/ui/toaster";
import { nowMs } from "@/lib/clock";
import "./globals.css";

export const metadata: Metadata = {
  title: { template: "%s · Packhouse", default: "Packhouse" },
  description: "A private registry for npm packages, with plans, seats and governance.",
  applicationName: "Packhouse",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfbf9" },
    { media: "(prefers-color-scheme: dark)", color: "#131412" },
  ],
};

/** Reads the theme's cookie here, so that the first byte has the theme and no script must repaint. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    // The reader may change the theme before React has hydrated the page.
    <html
      lang="en"
      data-theme={theme}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      suppressHydrationWarning
    >
      <body>
        <ClockProvider nowMs={nowMs()}>
          {children}
          <Toaster />
        </ClockProvider>
      </body>
    </html>
  );
}
