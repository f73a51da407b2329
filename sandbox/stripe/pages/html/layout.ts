import { type Html, html, Html as Markup, type Part } from "./html";
import { STYLE } from "./style";

const SHEET = new Markup(`<style>${STYLE}</style>`);

export function layout(title: string, body: Part, narrow = false): string {
  const page: Html = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${title} · Stripe sandbox</title>
${SHEET}
</head>
<body>
<header class="sandbox">Stripe sandbox: no money moves</header>
<main${narrow ? html` class="narrow"` : ""}>
${body}
</main>
</body>
</html>
`;
  return page.text;
}

export function alert(text: string, good = false): Part {
  return text === ""
    ? null
    : html`<div class="alert${good ? " good" : ""}" role="${good ? "status" : "alert"}"><p>${text}</p></div>`;
}
