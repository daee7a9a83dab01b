"""Partnership teams: whose right what is, whether one is balanced (PRO-1), whom to ask. Nothing changes here."""
