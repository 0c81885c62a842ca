"""Headless Chromium over the WebDriver protocol, with nothing but the standard library."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1400,1600"]
# Seconds until the driver must answer.
PATIENCE = 30


@dataclass(frozen=True)
class Browser:
    """A browser window: `url` is that of its session."""

    url: str

    def open(self, page: Path) -> None:
        """Load the file `page`."""
        _call(f"{self.url}/url", {"url": page.resolve().as_uri()})

    def run(self, script: str) -> Any:
        """What the JavaScript function body `script` returns."""
        return _call(f"{self.url}/execute/sync", {"script": script, "args": []})

    def console(self) -> list[str]:
        """What the page wrote to the console since the last call."""
        return [entry["message"] for entry in _call(f"{self.url}/se/log", {"type": "browser"})]

    def requests(self) -> list[str]:
        """Addresses that were asked for since the last call."""
        entries = [json.loads(entry["message"])["message"] for entry in self._performance()]
        return [
            entry["params"]["request"]["url"] for entry in entries if entry["method"] == "Network.requestWillBeSent"
        ]

    def picture(self) -> bytes:
        """A PNG of the window, in base64."""
        found: str = _call(f"{self.url}/screenshot", None)
        return found.encode()

    def pdf(self) -> bytes:
        """The page as it is printed, in base64."""
        found: str = _call(f"{self.url}/print", {"orientation": "landscape"})
        return found.encode()

    def _performance(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = _call(f"{self.url}/se/log", {"type": "performance"})
        return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser, closed in the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    driver = subprocess.Popen([DRIVER or "chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL)
    try:
        root = f"http://127.0.0.1:{port}"
        _wait(root)
        session = _call(f"{root}/session", {"capabilities": {"alwaysMatch": _capabilities()}})["sessionId"]
        yield Browser(f"{root}/session/{session}")
        _call(f"{root}/session/{session}", None, "DELETE")
    finally:
        driver.terminate()
        driver.wait(PATIENCE)


def _capabilities() -> dict[str, Any]:
    return {
        "browserName": "chrome",
        "goog:chromeOptions": {"binary": CHROMIUM, "args": ARGUMENTS},
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
    }


def _wait(root: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            _call(f"{root}/status", None)
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("chromedriver does not answer")


def _call(url: str, body: dict[str, Any] | None, method: str | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=PATIENCE) as answer:
        return json.loads(answer.read())["value"]
