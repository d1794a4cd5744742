"""Một Cửa: a province's information system for settling administrative procedures.

Each folder is a room of the public-service centre; its door plate says what it keeps.
"""
