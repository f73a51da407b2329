import { readdirSync } from "node:fs";
import path from "node:path";

const ROOT = path.join(import.meta.dirname, "../..");

export type Exported = { name: string; entry: (...args: unknown[]) => unknown };

function isFunction(value: unknown): value is Exported["entry"] {
  return typeof value === "function";
}

/**
 * Finds the exports of all modules with this name below the folder, instead of listing them. Next does not serve
 * `_folder`.
 */
async function exportsOf(folder: string, name: string): Promise<{ file: string; exported: [string, unknown][] }[]> {
  const below = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" });
  const files = below.filter((file) => path.basename(file) === name && !file.includes("/_")).sort();
  return Promise.all(
    files.map(async (file) => {
      const module: Record<string, unknown> = await import(path.join(ROOT, folder, file));
      return { file, exported: Object.entries(module) };
    }),
  );
}

/** Every server action by `district/room.name`. A browser can call any export of these modules. */
export async function exportedActions(): Promise<Exported[]> {
  const modules = await exportsOf("lib", "actions.ts");
  return modules.flatMap(({ file, exported }) =>
    exported.map(([name, entry]) => {
      if (!isFunction(entry)) throw new Error(`${file} exports ${name}, which is no action`);
      return { name: `${path.dirname(file)}.${name}`, entry };
    }),
  );
}

/** Every handler by `METHOD /path`. */
export async function exportedHandlers(): Promise<Exported[]> {
  const modules = await exportsOf("app", "route.ts");
  return modules.flatMap(({ file, exported }) =>
    exported
      .filter(([method]) => /^[A-Z]+$/.test(method))
      .map(([method, entry]) => {
        if (!isFunction(entry)) throw new Error(`${file} exports ${method}, which is no handler`);
        return { name: `${method} /${path.dirname(file)}`, entry };
      }),
  );
}
