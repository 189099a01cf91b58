"""HTTP as attackers speak it: well-formed from any address of this machine, or bytes as they come."""

import http.client
import json
import re
import socket
import time

from outcome import Fell, expect

TRACE = re.compile(r"\tat |Exception\b|java\.|jakarta\.|io\.(quarkus|vertx|netty)|org\.(hibernate|postgresql)|SQLSTATE")
PROBLEM = {"type", "title", "status", "detail"}


class Answer:
    def __init__(self, status, headers, body, seconds=0.0):
        self.status = status
        self.headers = headers
        self.body = body
        self.seconds = seconds

    def json(self):
        return json.loads(self.body)

    def label(self):
        """The last part of a problem's type, of an answer that is one."""
        why = why_no_problem(self)
        if why:
            raise Fell(f"{why}: {self.status} {self.body[:200]!r}")
        return self.json()["type"].rpartition(":")[2]


def why_no_problem(answer):
    """What is wrong with a refusal, or nothing."""
    if not answer.headers.get("content-type", "").startswith("application/problem+json"):
        return "no problem body"
    try:
        problem = answer.json()
    except ValueError:
        return "a problem that is no JSON"
    if not isinstance(problem, dict) or set(problem) - {"instance"} != PROBLEM:
        return "a problem with other fields"
    if problem["status"] != answer.status or not problem["type"].startswith("urn:p2p:problem:"):
        return "a problem of another status or type"
    if not problem["detail"].rstrip().endswith("."):
        return "a problem without a sentence"
    if TRACE.search(answer.body.decode()):
        return "a problem that tells of the program's inside"
    return None


class Caller:
    """A connection that is kept and made anew, from one address of this machine."""

    def __init__(self, address, source="127.0.0.1", token=None, timeout=30):
        self.address = address
        self.source = source
        self.token = token
        self.timeout = timeout
        self.connection = None

    def ask(self, method, path, body=None, **headers):
        """A body that is bytes goes as it is; names of headers have _ for -."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        if self.token:
            sent.setdefault("Authorization", "Bearer " + self.token)
        began = time.monotonic()
        for last in (False, True):
            try:
                answer = self._exchange(method, path, body, sent)
                break
            except (http.client.HTTPException, ConnectionError):
                self.close()
                if last:
                    raise ConnectionError(f"{method} {path} was not answered") from None
        answer.seconds = time.monotonic() - began
        return answer

    def _exchange(self, method, path, body, headers):
        if self.connection is None:
            host, port = self.address
            self.connection = http.client.HTTPConnection(
                host, port, timeout=self.timeout, source_address=(self.source, 0)
            )
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        names = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, names, answer.read())

    def api(self, method, path, body=None, **headers):
        return self.ask(method, "/api/v1" + path, body, **headers)

    def done(self, method, path, body=None):
        """What has to be granted for an attack to begin."""
        answer = self.api(method, path, body)
        if answer.status // 100 != 2:
            raise RuntimeError(f"{method} {path}: {answer.status} {answer.body.decode()}")
        return answer.json() if answer.body else None

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None


def connect(address, source="127.0.0.1", timeout=20):
    return socket.create_connection(address, timeout=timeout, source_address=(source, 0))


def read_answer(connection):
    """The answer on a raw connection, or None where it was closed without one."""
    try:
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        names = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, names, answer.read())
    except (http.client.HTTPException, ConnectionError):
        return None


def say(address, data, source="127.0.0.1", timeout=20):
    """Sends bytes on a connection of their own."""
    with connect(address, source, timeout) as connection:
        connection.sendall(data)
        return read_answer(connection)


def expect_refused(answer, status, label=None):
    expect(answer is not None, f"the connection was closed without an answer instead of {status}")
    why = why_no_problem(answer)
    said = f"{answer.status} {answer.body[:200]!r}"
    expect(why is None, f"{why}: {said}")
    expect(answer.status == status, f"{said} instead of {status}")
    expect(label in (None, answer.label()), f"{said} instead of {label}")
