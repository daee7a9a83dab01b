"""The thread: from a survey's answer to the next agenda, kept and shown both ways.

``graph`` says what a thread is made of, ``kinds`` which things and links there are,
``links`` the links among the apps up to this one, ``walk`` follows them.
"""

from .graph import Link, Node, Stage, Thread
from .walk import find, trace

__all__ = ["Link", "Node", "Stage", "Thread", "find", "trace"]
