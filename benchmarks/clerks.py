"""Clerks who type into their forms over HTTP: the generator of load, alone in its process, without Django.

    python benchmarks/clerks.py < order.json

reads `{port, desks, what, rate, seconds}` and writes the latencies. `rate` 0 is one clerk after another without a
pause; otherwise saves are due at random moments of that many a second, whatever becomes of those before them, and a
latency counts from the moment the save was due. Each clerk has one connection and waits for its answer before the next
save is sent, as the workspace does.
"""

import asyncio
import json
import random
import sys
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

SEED = 20261122
READ, BARE = "section", "bare"
CHAPTER = "2/"


@dataclass
class Desk:
    """A clerk: the connection, the version of each cell, and how many saves were sent."""

    place: dict[str, Any]
    port: int
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    versions: dict[str, int] = field(default_factory=dict)
    sent: int = 0
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, what: str) -> bool:
        """Send one request and read its answer; whether it was what a clerk hopes for."""
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        row = self.place["rows"][self.sent % len(self.place["rows"])]
        self.sent += 1
        writer.write(self._request(what, row))
        status, content = await _answer(reader)
        if what == READ:
            return status == 200
        if status != 200:
            return False
        (cell,) = json.loads(content)["cells"]
        self.versions[row] = cell["version"]
        return cell["fate"] in ("saved", "same")

    def _request(self, what: str, row: str) -> bytes:
        same = f"Host: 127.0.0.1\r\nCookie: {self.place['cookie']}\r\n"
        if what == READ:
            return f"GET {self.place['form']}{CHAPTER} HTTP/1.1\r\n{same}\r\n".encode()
        address = "/bare/" if what == BARE else f"{self.place['form']}komorki/"
        name = str(uuid4())
        version = self.versions.get(row, 1)
        cell = {"row": row, "offset": 0, "text": str(version + 7), "version": version, "id": name}
        body = json.dumps({"cells": [cell]})
        head = f"X-CSRFToken: {self.place['csrf']}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
        return f"POST {address} HTTP/1.1\r\n{same}{head}\r\n\r\n{body}".encode()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    fields = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
    if fields.get("transfer-encoding") == "chunked":
        content = b""
        while size := int(await reader.readline(), 16):
            content += (await reader.readexactly(size + 2))[:-2]
        await reader.readline()
    else:
        content = await reader.readexactly(int(fields["content-length"]))
    return int(head[0].split()[1]), content


async def one_after_another(desks: list[Desk], what: str, seconds: float) -> tuple[list[float], int]:
    """Latencies in seconds without any waiting in line, and how many failed."""
    latencies, failed, end = [], 0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        begun = time.perf_counter()
        failed += not await desks[len(latencies) % len(desks)].ask(what)
        latencies.append(time.perf_counter() - begun)
    return latencies, failed


async def at_rate(desks: list[Desk], what: str, rate: float, seconds: float) -> tuple[list[float], int]:
    """Latencies from the moment each was due, and how many failed or were not answered five seconds after the end."""
    latencies: list[float] = []
    failed = 0

    async def one(desk: Desk, due: float) -> None:
        nonlocal failed
        async with desk.lock:
            failed += not await desk.ask(what)
            latencies.append(time.perf_counter() - due)

    running, due = [], time.perf_counter() + 0.1
    end = due + seconds
    while due < end:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        running.append(asyncio.create_task(one(random.choice(desks), due)))
        due += random.expovariate(rate)
    done, late = await asyncio.wait(running, timeout=5)
    for task in late:
        task.cancel()
        latencies.append(time.perf_counter() - end)
    broken = sum(task.exception() is not None for task in done)
    return latencies, failed + len(late) + broken


async def work(order: dict[str, Any]) -> dict[str, Any]:
    """Carry out an order; besides the latencies the seconds it took and those of the processor."""
    random.seed(SEED)
    desks = [Desk(place, order["port"]) for place in order["desks"]]
    for desk, place in zip(desks, order["desks"], strict=True):
        desk.versions = dict(place.get("versions", {}))
    begun, spent = time.perf_counter(), time.process_time()
    if order["rate"]:
        latencies, failed = await at_rate(desks, order["what"], order["rate"], order["seconds"])
    else:
        latencies, failed = await one_after_another(desks, order["what"], order["seconds"])
    return {
        "latencies": latencies,
        "failed": failed,
        "seconds": time.perf_counter() - begun,
        "processor": time.process_time() - spent,
        "versions": [desk.versions for desk in desks],
    }


if __name__ == "__main__":
    json.dump(asyncio.run(work(json.load(sys.stdin))), sys.stdout)
