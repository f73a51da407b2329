import "server-only";
import pino, { type Logger } from "pino";
import { env } from "@/lib/env";

const SECRETS = ["authorization", "cookie", "token", "secret", "password", "link", "payload"];

/** Fields that never reach a log line, at the top level and one or two levels down. */
const REDACTED = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `headers["${name}"]`, `*["set-cookie"]`]);

let logger: Logger | undefined;

/** The process's structured log, one JSON line per event on stdout. */
export function log(): Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    base: { service: "packhouse" },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...new Set(REDACTED)], censor: "[redacted]" },
  });
  return logger;
}
