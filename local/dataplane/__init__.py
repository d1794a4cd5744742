"""The embedded AWS data plane: ministack in a process of its own, with a memory that lasts.

ministack keeps everything in memory and writes it down only on a clean stop. A laptop loses
power, a terminal is closed, a process is killed: so this package saves a snapshot every few
seconds in which something changed, and loses at most those seconds. S3 objects are written by
ministack itself as they arrive, without waiting for the disk: a kill does not lose them.

DynamoDB streams, unfinished multipart uploads, retention and legal holds of single objects, and
the ten-minute memory of transaction tokens are not part of ministack's state: a restart forgets
them.

Outside: ``control`` starts and stops the process. Inside: ``__main__`` runs it, ``serving``
answers, ``changes`` sees what is to be saved, ``saver`` decides when, ``snapshot`` and
``encoding`` write it and read it back. ``emulator`` is all that is known of ministack, with
``private`` for what it does not offer. ``directory`` and ``running_mark`` keep the files beside.
"""

from .control import DataPlane
from .directory import DataPlaneError
from .running_mark import UncleanStop

__all__ = ["DataPlane", "DataPlaneError", "UncleanStop"]
