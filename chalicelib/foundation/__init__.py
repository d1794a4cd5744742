"""Nền nhà: what every room stands on, a closed list.

names · aws · table · queues · handlers · errors · web · openapi · rooms · clock · ids · log ·
metrics · trace · wording · frozen · shapes
"""
