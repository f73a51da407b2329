import { describeError } from "@/lib/error-copy";
import type { AppError } from "@/lib/errors";

/** Without the stylesheet, whose address only a rendered page knows: the browser's own colours, in light and dark. */
const LOOK = `
  :root { color-scheme: light dark; font: 14px/20px system-ui, sans-serif; }
  body { max-width: 520px; margin: 0 auto; padding: 40px 16px; }
  header a { display: inline-flex; align-items: center; gap: 8px; font-weight: 600; color: inherit; text-decoration: none; }
  main { margin-top: 12vh; }
  h1 { margin: 0; font-size: 20px; line-height: 28px; letter-spacing: -0.01em; }
  p { margin: 8px 0 0; }
`;

/** A refusal as a small page of its own, for where nothing may be rendered any more. */
export function refusalPage(error: AppError): string {
  const { title, message, next } = describeError(error);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Packhouse</title>
<link rel="icon" href="/icon.svg">
<style>${LOOK}</style>
</head>
<body>
<header><a href="/"><img src="/icon.svg" alt="" width="24" height="24">Packhouse</a></header>
<main id="main"><h1>${escaped(title)}</h1><p>${escaped(message)}</p><p>${escaped(next)}</p></main>
</body>
</html>
`;
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}
