"""Forms of the queue. They clean and return data; the actions act."""
