import { AppError } from "@/lib/errors";

/** Lets a few pieces of heavy work run at once and some wait; the rest is refused. */
export class Turns {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly most: { running: number; waiting: number },
    private readonly what: string,
  ) {}

  /** Errors: UNAVAILABLE when too many wait, and the work's own. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.most.running) this.running += 1;
    else if (this.waiting.length < this.most.waiting) await new Promise<void>((go) => this.waiting.push(go));
    else throw new AppError("UNAVAILABLE", { what: this.what });
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
