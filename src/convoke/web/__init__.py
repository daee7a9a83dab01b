"""The faces of the forum: layout, components, public pages, desk, sign-in."""
