"""Old matters from a spreadsheet: read, cleaned row by row, brought in by the real actions."""
