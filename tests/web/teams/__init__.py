"""The pages of partnership teams."""
