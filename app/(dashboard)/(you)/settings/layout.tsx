import type { ReactNode } from "react";
import { NavTabs } from "@/components/ui/nav-tabs";

const TABS = [
  { href: "/settings", label: "Profile", exact: true },
  { href: "/settings/tokens", label: "Tokens" },
  { href: "/settings/sessions", label: "Sessions" },
];

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <NavTabs label="Settings" tabs={TABS} />
      {children}
    </>
  );
}
