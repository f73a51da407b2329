import PDFDocument from "pdfkit";
import type { InvoiceDocument } from "./document";

const LEFT = 50;
const RIGHT = 545;
const COLUMNS = { description: 245, quantity: 45, unit: 90, amount: 90 };
const PAGE_END = 730;

type Pdf = InstanceType<typeof PDFDocument>;

function pair(pdf: Pdf, [label, value]: readonly [string, string], bold = false) {
  pdf.font(bold ? "Helvetica-Bold" : "Helvetica");
  const y = pdf.y;
  pdf.text(label, 330, y, { width: 120 });
  const below = pdf.y;
  pdf.text(value, 455, y, { width: RIGHT - 455, align: "right" });
  pdf.y = Math.max(below, pdf.y) + 4;
}

function facts(pdf: Pdf, document: InvoiceDocument) {
  for (const [label, value] of document.facts) {
    const y = pdf.y;
    pdf.font("Helvetica-Bold").text(label, LEFT, y, { width: 120 });
    pdf.font("Helvetica").text(value, LEFT + 125, y, { width: 250 });
  }
  pdf.moveDown(1.5);
}

function parties(pdf: Pdf, document: InvoiceDocument) {
  const top = pdf.y;
  pdf.font("Helvetica-Bold").text(document.from.join("\n"), LEFT, top, { width: 220 });
  const left = pdf.y;
  pdf.text("Bill to", 300, top, { width: 245 });
  pdf.font("Helvetica").text(document.to.join("\n"), { width: 245 });
  pdf.y = Math.max(left, pdf.y);
  pdf.moveDown(1.5);
}

function row(pdf: Pdf, cells: readonly [string, string, string, string], period: string) {
  const widths = [COLUMNS.description, COLUMNS.quantity, COLUMNS.unit, COLUMNS.amount];
  const y = pdf.y;
  let x = LEFT;
  let bottom = y;
  for (const [index, cell] of cells.entries()) {
    const width = widths[index] ?? 0;
    pdf.text(cell, x, y, { width, align: index === 0 ? "left" : "right" });
    if (index === 0 && period !== "") pdf.fillColor("#555555").text(period, x, pdf.y, { width }).fillColor("#000000");
    bottom = Math.max(bottom, pdf.y);
    x += width + 8;
  }
  pdf.y = bottom + 4;
  pdf.moveTo(LEFT, pdf.y).lineTo(RIGHT, pdf.y).strokeColor("#cccccc").stroke();
  pdf.y += 6;
}

function lines(pdf: Pdf, document: InvoiceDocument) {
  pdf.font("Helvetica-Bold");
  row(pdf, ["Description", "Qty", "Unit price", "Amount"], "");
  pdf.font("Helvetica");
  for (const line of document.lines) {
    if (pdf.y > PAGE_END) pdf.addPage();
    row(pdf, [line.description, line.quantity, line.unit, line.amount], line.period);
  }
}

function stamp(pdf: Pdf, status: string) {
  if (status !== "Paid" && status !== "Void") return;
  const colour = status === "Paid" ? "#146c43" : "#b42318";
  pdf.roundedRect(445, 45, 100, 34, 4).lineWidth(2).strokeColor(colour).stroke().lineWidth(1);
  pdf
    .font("Helvetica-Bold")
    .fontSize(16)
    .fillColor(colour)
    .text(status.toUpperCase(), 445, 55, { width: 100, align: "center" });
  pdf.fillColor("#000000");
}

/** The same invoice gives the same bytes: `issued` (Unix seconds) stands where a PDF names the moment of its making. */
export function renderPdf(document: InvoiceDocument, issued: number): Promise<Buffer> {
  const made = new Date(issued * 1000);
  const pdf = new PDFDocument({
    size: "A4",
    margin: LEFT,
    compress: false,
    info: { Title: document.title, Author: document.from[0] ?? "", CreationDate: made, ModDate: made },
  });
  const chunks: Buffer[] = [];
  const bytes = new Promise<Buffer>((resolve, reject) => {
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(Buffer.concat(chunks)));
    pdf.on("error", reject);
  });
  stamp(pdf, document.status);
  pdf.font("Helvetica-Bold").fontSize(20).text("Invoice", LEFT, 50).fontSize(10).moveDown(1);
  facts(pdf, document);
  parties(pdf, document);
  lines(pdf, document);
  if (pdf.y > PAGE_END - 90) pdf.addPage();
  pdf.moveDown(0.5);
  for (const sum of document.sums) pair(pdf, sum);
  pair(pdf, document.total, true);
  pdf.font("Helvetica");
  for (const words of [document.memo, document.footer, "Stripe sandbox: no money moved."]) {
    if (words !== "") pdf.moveDown(1).text(words, LEFT, pdf.y, { width: RIGHT - LEFT });
  }
  pdf.end();
  return bytes;
}
