import { beforeEach } from "vitest";
import { onPro, tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { newOrganization, type TestOrganization } from "@/lib/people/members/members.fixture";
import type { Answer, JsonObject, Registry } from "@/registry/registry.fixture";

export const FULL = "application/json";
export const ABBREVIATED = "application/vnd.npm.install-v1+json";

/** One organization for a test file, and a new package name for each test. */
export class NewPackage {
  name = "";
  /** `/@scope%2fname` */
  path = "";
  /** `name` of `@scope/name` */
  base = "";
  private serial = 0;
  private known: { org: TestOrganization; token: string } | undefined;

  constructor(private readonly registry: Registry) {
    beforeEach(async () => {
      if (!this.known) {
        const org = await newOrganization(20);
        this.known = { org, token: await tokenFor(await onPro(org.owner)) };
      }
      this.base = `p${++this.serial}`;
      this.name = `@${this.org.account.handle}/${this.base}`;
      this.path = `/${this.name.replace("/", "%2f")}`;
    });
  }

  get org(): TestOrganization {
    if (!this.known) throw new Error("The organization is made before each test");
    return this.known.org;
  }

  /** The owner's. */
  get token(): string {
    return this.known?.token ?? "";
  }

  publish(version = "1.0.0", more: object = {}, tag = "latest"): Promise<Answer> {
    return this.registry.publish(this.token, { manifest: { name: this.name, version, ...more }, tag });
  }

  packument(accept = FULL): Promise<Answer> {
    return this.registry.ask("GET", this.path, { token: this.token, headers: { accept } });
  }

  async revision(): Promise<string> {
    return String((await this.packument()).json._rev);
  }

  async tags(): Promise<unknown> {
    return (await this.packument()).json["dist-tags"];
  }

  async versions(): Promise<string[]> {
    return Object.keys(Object((await this.packument()).json.versions)).sort();
  }

  tagPath(tag = ""): string {
    return `/-/package${this.path}/dist-tags${tag && `/${tag}`}`;
  }

  setTag(tag: string, version: string, token = this.token): Promise<Answer> {
    return this.registry.ask("PUT", this.tagPath(tag), { token, body: JSON.stringify(version) });
  }

  /** Edits like npm: reads the whole document, changes it and sends it back. `rev` goes into the address. */
  async edit(
    change: (document: JsonObject) => void,
    { rev = "", token = this.token, between }: { rev?: string; token?: string; between?: () => Promise<unknown> } = {},
  ): Promise<Answer> {
    const { json } = await this.registry.ask("GET", `${this.path}?write=true`, { token: this.token });
    change(json);
    await between?.();
    return this.registry.ask("PUT", rev === "" ? this.path : `${this.path}/-rev/${rev}`, { token, body: json });
  }

  deprecate(messages: Record<string, string>, token = this.token): Promise<Answer> {
    const mark = (document: JsonObject) => {
      for (const [version, deprecated] of Object.entries(messages)) {
        Object.assign(manifestOf(document, version), { deprecated });
      }
    };
    return this.edit(mark, { token });
  }
}

export function manifestOf(document: JsonObject, version: string): object {
  const found: unknown = Object.entries(Object(document.versions)).find(([known]) => known === version)?.[1];
  return Object(found);
}
