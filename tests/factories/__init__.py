"""Makers of records for tests: parties, people and editions that do not exist.

Each makes a valid record with nothing else given; tests name what matters to them.
"""

from factory.django import DjangoModelFactory

from .agenda import *
from .fair import *
from .library import *
from .marketplace import *
from .network import *
from .outcomes import *
from .people import *
from .programme import *
from .rooms import *
from .search import *
from .survey import *
from .teams import *
from .timetable import *

FACTORIES = {
    made._meta.model: made
    for made in list(globals().values())
    if isinstance(made, type) and issubclass(made, DjangoModelFactory) and made is not DjangoModelFactory
}
"""The maker of each model's records."""
