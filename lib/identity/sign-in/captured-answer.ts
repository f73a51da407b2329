type HeaderValue = string | string[];

/** The part of a Node response that `next-auth` writes to; a route handler then sends it. */
export class CapturedAnswer {
  private readonly headers = new Map<string, HeaderValue>();
  body: unknown = null;

  status(): this {
    return this;
  }

  setHeader(name: string, value: HeaderValue): this {
    this.headers.set(name.toLowerCase(), value);
    return this;
  }

  getHeader(name: string): HeaderValue | undefined {
    return this.headers.get(name.toLowerCase());
  }

  end(): void {}

  json(body: unknown): void {
    this.body = body;
  }

  send(body: unknown): void {
    this.body = body;
  }

  get location(): string {
    const value = this.getHeader("location");
    return typeof value === "string" ? value : "";
  }

  get setCookies(): string[] {
    const value = this.getHeader("set-cookie") ?? [];
    return Array.isArray(value) ? value : [value];
  }

  /** The cookies that a browser would send back after this answer. */
  cookieJar(): Record<string, string> {
    const pairs = this.setCookies.map((cookie) => /^([^=]+)=([^;]*)/.exec(cookie));
    return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? "", decodeURIComponent(pair?.[2] ?? "")]));
  }
}
