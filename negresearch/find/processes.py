"""Work spread over several processes. Imported only where there are several: what it stands on takes its time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import takewhile
from typing import Any

from negresearch.errors import ScanError

#: Documents, each with what is known of it.
_Task = list[tuple[Any, Any]]
_worker: Callable[[Any], Any] | None = None
#: Set where nobody waits for results any more; without a lock, which a process that is killed would keep.
_stopped: Any = None


def in_processes(tasks: Iterator[_Task], work: Callable[[Any], Any], jobs: int) -> Generator[Any]:
    """Results in the order of the tasks, with no more than two tasks a process under way."""
    stopped = multiprocessing.RawValue("b", 0)
    with ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(work, stopped)) as pool:
        waiting: deque[tuple[str, Future[Any]]] = deque()
        try:
            for task in tasks:
                first = waiting[0][0] if waiting else task[0][0].doc_id
                waiting.append((task[0][0].doc_id, pool.submit(_run_in_worker, task)))
                if len(waiting) > 2 * jobs:
                    first, result = waiting.popleft()
                    yield result.result()
            while waiting:
                first, result = waiting.popleft()
                yield result.result()
        except BrokenProcessPool:
            raise _died(first, jobs) from None
        finally:  # also where the reader of the results has left, or was interrupted
            stopped.value = 1
            pool.shutdown(cancel_futures=True)


def _start_worker(work: Callable[[Any], Any], stopped: Any) -> None:
    global _worker, _stopped
    _worker, _stopped = work, stopped
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes: the first one ends the others
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process where the one that started it was killed and cannot say so."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run_in_worker(task: _Task) -> Any:
    assert _worker is not None
    return _worker(takewhile(lambda _: not _stopped.value, task))


def _died(doc_id: str, jobs: int) -> ScanError:
    return ScanError(
        f"one of {jobs} processes died on document {doc_id!r} or soon after it, as one does that runs out of memory: "
        f"take fewer (jobs={jobs - 1}); a script that starts processes must do so under if __name__ == '__main__'"
    )
