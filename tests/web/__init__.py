"""The pages of the forum, walked by every role."""
