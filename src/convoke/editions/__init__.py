"""The forum and its editions: hosts, dates, states, milestones, figures."""
