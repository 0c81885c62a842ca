"""One file per output format: each `to_<name>.py` writes that format into a folder."""
