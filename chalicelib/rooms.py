"""The rooms as the table of contents names them (``app.py``, ``officers.py``,
``administrators.py``).

``reception.entry.submit`` stands for the function; nothing of the room is imported before a
request, a queue or the clock needs it.
"""

from chalicelib.foundation.rooms import Room

administration = Room("chalicelib.administration")
agencies = Room("chalicelib.agencies")
documents = Room("chalicelib.documents")
dossiers = Room("chalicelib.dossiers")
foundation = Room("chalicelib.foundation")
oversight = Room("chalicelib.oversight")
payments = Room("chalicelib.payments")
people = Room("chalicelib.people")
procedures = Room("chalicelib.procedures")
processing = Room("chalicelib.processing")
reception = Room("chalicelib.reception")
takeover = Room("chalicelib.takeover")
