"""Nền nhà: what every room stands on, a closed list.

names · aws · table · queues · errors · web · openapi · rooms · clock · ids · log · trace ·
wording
"""
