"""Units and staff as one spreadsheet: a template, today's network, and the import of either.

columns → reading → checking → planning → applying; nothing is changed before all of it is right.
"""
