"""Changing editions: their states, who would host, and a new one from the last."""

from .continuing import continue_edition
from .hosting import accept_interest, express_interest, withdraw_interest
from .lifecycle import advance_edition

__all__ = ["accept_interest", "advance_edition", "continue_edition", "express_interest", "withdraw_interest"]
