/** Every event the product records, `noun.verb_past`, with the words a person reads. Closed: a new write adds its line here. */
export const AUDIT_ACTIONS = {
  "account.created": "Created the personal account",
  "organization.created": "Created the organization",
  "account.renamed": "Changed the name",
  "account.handle_changed": "Changed the handle",
  "account.profile_changed": "Changed the profile",
  "session.created": "Signed in",
  "session.revoked": "Signed out",
  "member.invited": "Invited a person",
  "invitation.resent": "Sent an invitation again",
  "invitation.revoked": "Revoked an invitation",
  "invitation.expired": "An invitation expired",
  "member.joined": "Joined",
  "member.role_changed": "Changed a role",
  "member.removed": "Removed a member",
  "registry_login.approved": "Approved a registry login",
  "key.created": "Created a token",
  "key.revoked": "Revoked a token",
  "package.created": "Created a package",
  "package.unpublished": "Unpublished a package",
  "package.visibility_changed": "Changed a package's visibility",
  "version.published": "Published a version",
  "version.deprecated": "Deprecated a version",
  "version.undeprecated": "Withdrew a deprecation",
  "version.unpublished": "Unpublished a version",
  "tag.set": "Set a dist-tag",
  "tag.removed": "Removed a dist-tag",
  "plan.assigned": "Assigned a plan",
  "usage.adjusted": "Corrected a usage counter",
} as const;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

export const AUDIT_ACTION_NAMES = Object.keys(AUDIT_ACTIONS).filter((key): key is AuditAction => key in AUDIT_ACTIONS);
