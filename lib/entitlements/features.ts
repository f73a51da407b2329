import type { ActionClass, FeatureKey, StaticKey } from "@/lib/entitlements/types";

export type FeatureDefinition = {
  label: string;
  /** Reads after "does not include"; lower case, no full stop. */
  phrase: string;
  description: string;
  /** The class of action of using it, unless the caller names one; frozen states stop some classes. */
  action: ActionClass;
};

export const FEATURES = {
  "org.collaboration": {
    label: "Members and roles",
    phrase: "members and roles",
    description: "Invite people, give them roles and share private packages.",
    action: "growth",
  },
  "org.api_keys": {
    label: "Organization tokens",
    phrase: "organization tokens",
    description: "Tokens that belong to the organization and stay when their creator leaves.",
    action: "growth",
  },
  "governance.audit": {
    label: "Audit log",
    phrase: "the audit log",
    description: "Who did what, when and from where, with outcomes and changes.",
    action: "read",
  },
  "governance.approvals.public": {
    label: "Approvals for public packages",
    phrase: "approvals for public packages",
    description: "A second person approves before a version becomes public.",
    action: "write",
  },
  "usage.export": {
    label: "Usage export",
    phrase: "usage export",
    description: "Usage by day, token and package as CSV.",
    action: "export",
  },
  "alerts.integrations": {
    label: "Alerts to chat and webhooks",
    phrase: "alerts to chat and webhooks",
    description: "Slack, Microsoft Teams, Discord and signed webhooks, routed by severity.",
    action: "write",
  },
  "governance.member_submissions": {
    label: "Control of member submissions",
    phrase: "control of member submissions",
    description: "Decide whether members publish themselves or submit for review.",
    action: "write",
  },
  "governance.approvals.private": {
    label: "Approvals for private packages",
    phrase: "approvals for private packages",
    description: "A second person approves before a private version can be installed.",
    action: "write",
  },
  "governance.rules": {
    label: "Policy rules",
    phrase: "policy rules",
    description: "Rules by scope, trigger, approver and waiting time, with a dry run.",
    action: "write",
  },
  "audit.export": {
    label: "Audit export",
    phrase: "audit export",
    description: "The log as CSV or NDJSON, with a verifier that runs offline.",
    action: "export",
  },
  "audit.stream": {
    label: "Audit streaming",
    phrase: "audit streaming",
    description: "Every event to your own collector as it happens, with replay.",
    action: "export",
  },
  private_registry: {
    label: "Private Registry",
    phrase: "the Private Registry",
    description: "An internal catalogue with health, dependents and partitions.",
    action: "read",
  },
  "registry.upstream": {
    label: "Upstream packages",
    phrase: "upstream packages",
    description: "Pull packages of another registry through your own rules and cache.",
    action: "read",
  },
  sso: {
    label: "Single sign-on",
    phrase: "single sign-on",
    description: "OpenID Connect or SAML, enforced for your verified domains.",
    action: "read",
  },
  scim: {
    label: "SCIM provisioning",
    phrase: "SCIM provisioning",
    description: "People, seats and roles follow your directory.",
    action: "read",
  },
  evidence: {
    label: "Evidence archive",
    phrase: "the evidence archive",
    description: "Bills of materials, checkpoints and access reviews in one signed archive.",
    action: "export",
  },
  branding: {
    label: "Branding",
    phrase: "branding",
    description: "Your name and mark on pages and mail.",
    action: "write",
  },
} as const satisfies Record<FeatureKey, FeatureDefinition>;

export const STATICS = {
  "audit.retention_days": {
    label: "Audit retention",
    description: "How far back the audit log can be read.",
  },
  "support.level": {
    label: "Support",
    description: "Time to a first answer from a person.",
  },
  "priority.queue": {
    label: "Queue priority",
    description: "Place in moderation and background work.",
  },
} as const satisfies Record<StaticKey, { label: string; description: string }>;
