"""The pages of the marketplace: what is asked for, who can help, the rooms in which they talk."""
