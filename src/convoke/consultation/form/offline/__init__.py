"""A form to be filled in without a connection: as a spreadsheet and as a document, written and read back.

:mod:`.fields` says which cells a question has, :mod:`.spreadsheet` and :mod:`.document` write and read the
files, :mod:`.reading` makes answers of what was read. Nothing here knows a database.
"""
