"""Ports that have to be known before somebody listens at them, as p2p.testkit.Ports takes them."""

import fcntl
import os
import random
import socket

LOCKS = "/tmp/p2p-ports"
OUTGOING = "/proc/sys/net/ipv4/ip_local_port_range"
LOWEST = 10_000
HIGHEST = 19_999


def _end():
    with open(OUTGOING) as limits:
        outgoing = int(limits.read().split()[0])
    return min(outgoing, HIGHEST + 1) if outgoing > LOWEST else HIGHEST + 1


def _open():
    if os.path.exists(LOCKS):
        return os.open(LOCKS, os.O_WRONLY)
    made = os.open(LOCKS, os.O_WRONLY | os.O_CREAT)
    os.fchmod(made, 0o666)
    return made


_file = _open()
_last = _end() - 1
_taken = set()


def take():
    """One that is this process's until its end: it holds the lock of the byte of that number."""
    while True:
        port = random.randint(LOWEST, _last)
        if port not in _taken and _lock(port) and _is_free(port):
            _taken.add(port)
            return port


def _lock(port):
    try:
        fcntl.lockf(_file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
        return True
    except OSError:
        return False


def _is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            return True
        except OSError:
            return False
