"""Addresses by area, put together in ``web/urls.py``."""
