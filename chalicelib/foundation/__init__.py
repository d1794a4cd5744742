"""Nền nhà: what every room stands on, a closed list.

names · aws · table · queues · handlers · errors · web · routes · visits · shapes · answers ·
pace · openapi · rooms · clock · ids · log · metrics · trace · wording
"""
