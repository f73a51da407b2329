import { once } from "node:events";
import { createServer } from "node:net";
import { expect, it, vi } from "vitest";
import { mailTransport } from "@/lib/worker/mails/mail-transport";

it("sends by SMTP when a server is named, and says so when it refuses", async () => {
  const lines: string[] = [];
  let refuse = false;
  const server = createServer((socket) => {
    let inData = false;
    socket.write("220 double\r\n");
    socket.on("data", (chunk) => {
      for (const line of chunk.toString("utf8").split("\r\n").filter(Boolean)) {
        lines.push(line);
        if (inData) {
          if (line !== ".") continue;
          inData = false;
          socket.write("250 taken\r\n");
        } else if (/^RCPT/.test(line) && refuse) socket.write("550 no such mailbox\r\n");
        else if (line === "DATA") {
          inData = true;
          socket.write("354 go on\r\n");
        } else if (line === "QUIT") socket.end("221 bye\r\n");
        else socket.write("250 ok\r\n");
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  vi.stubEnv("SMTP_URL", `smtp://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`);
  const send = mailTransport();
  const mail = { to: "ada@example.com", subject: "Hello\r\nBcc: evil@example.com", html: "<p>Hi</p>", text: "Hi" };
  await send?.(mail);
  expect(lines).toContain("RCPT TO:<ada@example.com>");
  expect(lines.join("\n")).toMatch(/^From: Packhouse <no-reply@packhouse.example>$/m);
  expect(lines.filter((line) => /^(RCPT|Bcc)/i.test(line))).toHaveLength(1);
  refuse = true;
  await expect(send?.(mail)).rejects.toThrow("no such mailbox");
  server.close();
});
