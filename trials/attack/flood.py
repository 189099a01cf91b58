"""Many at a time: in threads, or as a process of their own, so that whoever is measured does not wait for them."""

import contextlib
import ctypes
import multiprocessing
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor


def together(count, function):
    """What each of so many got, by its number."""
    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(function, range(count)))


class Flood:
    """So many threads of another process that do something over and over until the end of a with block."""

    def __init__(self, count, once):
        context = multiprocessing.get_context("fork")
        self.done = context.Value(ctypes.c_long, 0)
        self.over = context.Event()
        self.process = context.Process(target=self._run, args=(count, once), daemon=True)

    def _run(self, count, once):
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        threads = [threading.Thread(target=self._repeat, args=(once, i), daemon=True) for i in range(count)]
        for thread in threads:
            thread.start()
        self.over.wait()

    def _repeat(self, once, number):
        state = {}
        while not self.over.is_set():
            with contextlib.suppress(OSError):
                once(state, number)
                with self.done.get_lock():
                    self.done.value += 1

    def __enter__(self):
        self.process.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.process.terminate()
        self.process.join()

    def times(self):
        """How often it was done, without the lock, which a thread may have held when its process was ended."""
        return self.done.get_obj().value

    def awaits(self, count, seconds=20):
        """Until it is well under way."""
        until = time.monotonic() + seconds
        while self.times() < count and time.monotonic() < until:
            time.sleep(0.05)
        return self.times()
