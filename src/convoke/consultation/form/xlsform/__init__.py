"""XLSForm: the spreadsheet in which KoboToolbox, ODK and others write a questionnaire, read and written.

What opens there opens here; what a form of ours cannot hold is refused with sheet and row, never dropped.
"""

from .container import SheetFault
from .reading import Reading, read_xlsform
from .writing import write_xlsform

__all__ = ["Reading", "SheetFault", "read_xlsform", "write_xlsform"]
