"""Pages of outreach: notices, contacts, the newsletter, and in a demonstration the outbox."""
