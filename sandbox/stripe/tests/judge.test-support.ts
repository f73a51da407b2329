import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isFields } from "../http/fields";
import type { Fields } from "../types";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const TSC = path.join(ROOT, "node_modules/typescript/bin/tsc");

/** Whose name in the SDK does not follow from the word in `object`. */
const NAMES: Readonly<Record<string, string>> = {
  invoiceitem: "InvoiceItem",
  item: "LineItem",
  line_item: "InvoiceLineItem",
};

const pascal = (word: string): string =>
  word.replace(/(^|_)([a-z])/g, (_match, _start, letter: string) => letter.toUpperCase());

/** The type of the SDK that an object must be: `billing_portal.session` is `Stripe.BillingPortal.Session`. */
function typeNameOf(object: Fields): string {
  const kind = String(object.object);
  if (kind === "event") return `Extract<Stripe.Event, { type: ${JSON.stringify(object.type)} }>`;
  // The SDK adds the method that fetches what a thin event is about.
  if (kind === "v2.core.event") {
    return `Omit<Extract<Stripe.V2.Core.Event, { type: ${JSON.stringify(object.type)} }>, "fetchRelatedObject">`;
  }
  const name = NAMES[kind] ?? kind.split(".").map(pascal).join(".");
  if (object.deleted !== true) return `Stripe.${name}`;
  return `Stripe.${name.replace(/[^.]+$/, (last) => `Deleted${last}`)}`;
}

/** A literal; the decimals, which the SDK makes of texts, as calls that have their type. */
function literal(value: unknown, key = ""): string {
  if (typeof value === "string")
    return key.endsWith("_decimal") ? `decimal(${JSON.stringify(value)})` : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((one) => literal(one)).join(", ")}]`;
  if (!isFields(value)) return JSON.stringify(value) ?? "undefined";
  const fields = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${literal(one, name)}`);
  return `{ ${fields.join(", ")} }`;
}

/** Two objects that differ only in ids, texts and amounts are the same to a compiler; words of enumerations count. */
function shapeOf(value: unknown): unknown {
  if (typeof value === "string") return /^[a-z][a-z_.]*$/.test(value) ? value : "";
  if (typeof value === "number") return 0;
  if (Array.isArray(value)) return [...new Set(value.map((one) => JSON.stringify(shapeOf(one))))].sort();
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shapeOf(one)]));
}

/** One of each shape. */
export function distinct(objects: readonly Fields[]): Fields[] {
  const shapes = new Map(objects.map((object) => [JSON.stringify(shapeOf(object)), object]));
  return [...shapes.values()];
}

const CONFIG = {
  compilerOptions: {
    target: "ES2023",
    lib: ["ES2023", "dom"],
    module: "esnext",
    moduleResolution: "bundler",
    strict: true,
    exactOptionalPropertyTypes: false,
    skipLibCheck: true,
    noEmit: true,
    types: ["node"],
    paths: { stripe: ["./sdk/stripe.esm.node.d.ts"] },
  },
  files: ["emitted.ts"],
};

/** The SDK lets every enumeration be any text, for words to come. Here only the words that it knows are right. */
function copyStrictSdk(folder: string): void {
  const sdk = path.join(folder, "sdk");
  const isTyped = (file: string) => file.endsWith(".d.ts") || statSync(file).isDirectory();
  cpSync(path.join(ROOT, "node_modules/stripe/esm"), sdk, { recursive: true, filter: isTyped });
  const shared = path.join(sdk, "shared.d.ts");
  const open = /export type OtherString = [^;]+;/;
  const text = readFileSync(shared, "utf8");
  if (!open.test(text)) throw new Error("The SDK's enumerations are open in another way.");
  writeFileSync(shared, text.replace(open, "export type OtherString = never;"));
}

export type Verdict = { passed: boolean; said: string };

/** Writes the objects as typed literals, and lets `tsc` say whether they are what the SDK promises. */
export async function judge(objects: readonly Fields[]): Promise<Verdict> {
  const parent = path.join(ROOT, "node_modules/.cache");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(path.join(parent, "emitted-"));
  try {
    const lines = objects.map((object, index) => `export const o${index}: ${typeNameOf(object)} = ${literal(object)};`);
    const head = 'import Stripe from "stripe";\ndeclare function decimal(text: string): Stripe.Decimal;\n';
    const text = `${head}${lines.join("\n")}\n`;
    writeFileSync(path.join(folder, "emitted.ts"), text);
    writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(CONFIG));
    copyStrictSdk(folder);
    const { passed, said } = await compile(folder);
    return { passed, said: said.replace(/^.*?\((\d+),(\d+)\): error/gm, (_all, line, at) => placeOf(text, line, at)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The type and the field that an error is about, in place of a position in a file that is gone. */
function placeOf(text: string, line: string, column: string): string {
  const source = text.split("\n")[Number(line) - 1] ?? "";
  const [, type = ""] = /^export const o\d+: (.*?) = /.exec(source) ?? [];
  return `${type} at ${source.slice(Number(column) - 1, Number(column) + 80)}:`;
}

function compile(folder: string): Promise<Verdict> {
  const tsc = spawn(process.execPath, [TSC, "-p", folder, "--pretty", "false"], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [tsc.stdout, tsc.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    tsc.on("error", reject);
    tsc.on("close", (code) => resolve({ passed: code === 0, said }));
  });
}
