export type Mail = { to: string; subject: string; html: string; text: string };

/** A row of the demo's mailbox. */
export type CapturedMailRow = { id: string; to: string; subject: string; at: string };

export type CapturedMailMessage = CapturedMailRow & { html: string; text: string };
