import { type ResourceLimits, Worker } from "node:worker_threads";
import { AppError } from "@/lib/errors";
import { RENDER_LIMIT_MS } from "@/lib/packages/readme/rules";
import { type Rendered, type RenderTask, renderedSchema } from "@/lib/packages/readme/schema";

const MOST_WAITING = 40;
/** So that one account's documents never fill the queue. */
const MOST_OF_OWNER = 4;
/** A new thread first loads its modules. */
const START_MS = 5_000;
const IDLE_MS = 60_000;
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 };

/** `overdue`: the document took more time or memory than one may. */
export type RenderAnswer = Rendered | { form: "overdue" };

type Job = { owner: string; task: RenderTask; resolve(answer: RenderAnswer): void; reject(error: unknown): void };

/**
 * Renders documents one by one in a thread, so that the process goes on answering. The thread holds no settings, has a
 * bound of memory and is ended when a document takes longer than `limitMs`; the next document gets a new one.
 */
export class Renderer {
  private readonly waiting: Job[] = [];
  private running: Job | null = null;
  private thread: Worker | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly file: string,
    private readonly limitMs = RENDER_LIMIT_MS,
    private readonly memory: ResourceLimits = MEMORY,
  ) {}

  /** Errors: UNAVAILABLE when too many documents wait, of all or of this owner; any when the thread does not start. */
  render(owner: string, task: RenderTask): Promise<RenderAnswer> {
    const ofOwner = [...this.waiting, this.running].filter((job) => job?.owner === owner).length;
    if (this.waiting.length >= MOST_WAITING || ofOwner >= MOST_OF_OWNER) {
      return Promise.reject(new AppError("UNAVAILABLE", { what: "The formatting of readmes" }));
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ owner, task, resolve, reject });
      this.next();
    });
  }

  private next(): void {
    if (this.running) return;
    const job = this.waiting.shift();
    if (!job) {
      this.within(IDLE_MS, () => this.end());
      return;
    }
    this.running = job;
    const startMs = this.thread ? 0 : START_MS;
    const thread = this.thread ?? this.start();
    this.within(startMs + this.limitMs, () => this.answer((overdue) => overdue.resolve({ form: "overdue" })));
    thread.postMessage(job.task);
  }

  private start(): Worker {
    const thread = new Worker(this.file, { resourceLimits: this.memory, env: { NODE_ENV: "production" } });
    this.thread = thread;
    thread.on("message", (message: unknown) => {
      if (this.thread === thread) this.answer(({ resolve }) => resolve(renderedSchema.parse(message)), thread);
    });
    thread.on("error", (error: Error & { code?: string }) => {
      if (this.thread !== thread) return;
      const full = error.code === "ERR_WORKER_OUT_OF_MEMORY";
      this.answer(({ resolve, reject }) => (full ? resolve({ form: "overdue" }) : reject(error)));
    });
    thread.unref();
    return thread;
  }

  /** Ends the running job and begins the next; without a `thread` that goes on, in a new one. */
  private answer(settle: (job: Job) => void, thread: Worker | null = null): void {
    const job = this.running;
    this.running = null;
    if (!thread) this.end();
    if (job) settle(job);
    this.next();
  }

  private within(ms: number, work: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(work, ms).unref();
  }

  private end(): void {
    clearTimeout(this.timer);
    void this.thread?.terminate();
    this.thread = null;
  }
}
