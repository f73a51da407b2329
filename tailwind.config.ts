import type { Config } from "tailwindcss";

/**
 * The theme replaces Tailwind's palette, sizes and shadows instead of extending them:
 * a colour that is not a token does not exist as a class.
 */
const config = {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  theme: {
    colors: {
      transparent: "transparent",
      current: "currentColor",
      inherit: "inherit",
      bg: "var(--bg)",
      surface: "var(--surface)",
      sunken: "var(--sunken)",
      scrim: "var(--scrim)",
      line: { DEFAULT: "var(--line)", strong: "var(--line-strong)" },
      field: "var(--field)",
      ink: { DEFAULT: "var(--ink)", 2: "var(--ink-2)", 3: "var(--ink-3)" },
      accent: {
        DEFAULT: "var(--accent)",
        ink: "var(--accent-ink)",
        soft: "var(--accent-soft)",
        line: "var(--accent-line)",
      },
      warn: { DEFAULT: "var(--warn)", soft: "var(--warn-soft)", line: "var(--warn-line)" },
      stop: { DEFAULT: "var(--stop)", soft: "var(--stop-soft)", line: "var(--stop-line)" },
      info: { DEFAULT: "var(--info)", soft: "var(--info-soft)", line: "var(--info-line)" },
      add: "var(--add)",
      del: "var(--del)",
    },
    fontFamily: {
      sans: ["var(--font-geist-sans)", "system-ui", "sans-serif"],
      mono: ["var(--font-geist-mono)", "ui-monospace", "monospace"],
    },
    fontSize: {
      "2xs": ["11px", "14px"],
      xs: ["12px", "16px"],
      sm: ["13px", "20px"],
      base: ["14px", "20px"],
      lg: ["16px", "24px"],
      xl: ["20px", "28px"],
      "2xl": ["22px", "30px"],
      "3xl": ["28px", "36px"],
      "4xl": ["36px", "44px"],
    },
    borderRadius: { none: "0", sm: "5px", md: "6px", DEFAULT: "8px", lg: "8px", full: "9999px" },
    boxShadow: { none: "none", overlay: "var(--overlay)" },
  },
} satisfies Config;

export default config;
