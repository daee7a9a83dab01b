"""People, mandates and channels as tables: handed in, looked at before anything is changed, and given out."""
