from .marketplace import Marketplace, OnRecord, Service, Window
from .providers import Provider
from .requests import Request
from .rooms import Interest, Message

__all__ = ["Interest", "Marketplace", "Message", "OnRecord", "Provider", "Request", "Service", "Window"]
