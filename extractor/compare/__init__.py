"""Reports of several years side by side: what was promised, what was reached, and how both moved.

`compare` is the order of work; each step is a file of its own. Reading and extracting are not done here.
"""
