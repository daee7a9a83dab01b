"""Convoke: the platform a state-led consultative forum lives on."""
