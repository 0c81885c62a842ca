"""Many documents in one go: isolated workers, a catalogue of what was read, resume, engines.

`runner.py` is the order of work. The coordinator finds inputs and keeps the catalogue; it never opens a
document. Worker processes do that, one document at a time, under limits of time and memory.
"""
