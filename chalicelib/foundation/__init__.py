"""Nền nhà: what every room stands on, a closed list.

names · aws · table · queues · listeners · relay · marks · outbox · objects · handlers · errors ·
web · routes · visits · validation · answers · pages · pace · openapi · rooms · clock · ids ·
frozen · shapes · log · metrics · text · trace · wording
"""
