"""The agenda as values: how it stands, what differs between two of its states, whether it goes on from before."""
