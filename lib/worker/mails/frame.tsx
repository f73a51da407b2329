import { Body, Button, Container, Head, Heading, Hr, Html, Preview, Text } from "@react-email/components";
import type { ReactNode } from "react";

/** The values of the light theme's tokens: mail clients do not support variables. */
const ink = "#1b1d1a";
const quiet = "#5f645c";
const ground = "#fbfbf9";
const line = "#e3e4de";
const pine = "#1f5c46";
const type = "'Geist', -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";

type FrameProps = {
  preview: string;
  title: string;
  action: { label: string; href: string };
  footer: string;
  children: ReactNode;
};

/**
 * The frame of a mail: a title, a few sentences, one button, and the button's address in full for readers who cannot
 * press it.
 */
export function Frame({ preview, title, action, footer, children }: FrameProps) {
  return (
    <Html lang="en">
      <Head />
      <Preview>{preview}</Preview>
      <Body style={{ backgroundColor: ground, color: ink, fontFamily: type, margin: 0, padding: "32px 16px" }}>
        <Container
          style={{
            backgroundColor: "#ffffff",
            border: `1px solid ${line}`,
            borderRadius: 8,
            maxWidth: 520,
            padding: 32,
          }}
        >
          <Text style={{ color: quiet, fontSize: 13, fontWeight: 600, margin: "0 0 20px" }}>Packhouse</Text>
          <Heading as="h1" style={{ fontSize: 20, fontWeight: 600, lineHeight: "28px", margin: "0 0 12px" }}>
            {title}
          </Heading>
          {children}
          <Button
            href={action.href}
            style={{
              backgroundColor: pine,
              borderRadius: 8,
              color: "#ffffff",
              display: "inline-block",
              fontSize: 14,
              fontWeight: 500,
              margin: "12px 0 20px",
              padding: "10px 16px",
            }}
          >
            {action.label}
          </Button>
          <Text style={{ color: quiet, fontSize: 13, lineHeight: "20px", margin: 0, wordBreak: "break-all" }}>
            {action.href}
          </Text>
          <Hr style={{ borderColor: line, margin: "24px 0 16px" }} />
          <Text style={{ color: quiet, fontSize: 13, lineHeight: "20px", margin: 0 }}>{footer}</Text>
        </Container>
      </Body>
    </Html>
  );
}

export function Line({ children }: { children: ReactNode }) {
  return <Text style={{ fontSize: 14, lineHeight: "22px", margin: "0 0 8px" }}>{children}</Text>;
}
