"""The only ways to change the programme of an edition."""
