"""Reads Chinese performance self-evaluation reports into structured, evidenced data."""

import logging

logging.getLogger(__name__).addHandler(logging.NullHandler())
