"""A PostgreSQL server of the tests' own: made in a folder of its own, started, stopped and deleted again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

_BESIDE = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
"""Where Debian keeps the server's programs, newest first."""
OWNER = "owner"
_SETTINGS = {
    # Nothing of it is to outlive the tests.
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "jit": "off",
    "timezone": "UTC",
}

# Waits until whoever started it closes the pipe to it, or is gone however; then nothing of the server stays.
_AFTER = """
import os, pathlib, shutil, signal, sys, time
folder = pathlib.Path(sys.argv[1])
sys.stdin.read()
running = folder / "data" / "postmaster.pid"
try:
    os.kill(int(running.read_text().split()[0]), signal.SIGQUIT)
    until = time.monotonic() + 30
    while running.exists() and time.monotonic() < until:
        time.sleep(0.05)
except (OSError, ValueError, IndexError):
    pass
shutil.rmtree(folder, ignore_errors=True)
"""


class NoServerError(Exception):
    """None can be started here, and why."""


def _program(name: str) -> str:
    found = [*(folder / name for folder in _BESIDE if (folder / name).exists()), shutil.which(name)]
    if found[0] is None:
        raise NoServerError(f"{name} is not installed")
    return str(found[0])


class Server:
    """A running server, reached through a socket in its folder without and over TCP with a password."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="onrecord-pg-"))
        self.data = self.folder / "data"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self._as: list[str] = []
        self._after = subprocess.Popen(
            [sys.executable, "-c", _AFTER, str(self.folder)], stdin=subprocess.PIPE, start_new_session=True
        )
        try:
            self._make()
            self.start()
        except BaseException:
            self.delete()
            raise

    def address(self, database: str = "postgres", *, user: str = OWNER, schema: str | None = None) -> str:
        """Through the socket, as whoever is named."""
        path = f"&options=-csearch_path%3D{quote(schema)}" if schema else ""
        return f"postgresql://{user}@/{database}?host={quote(str(self.folder))}&port={self.port}{path}"

    def over_tcp(self, user: str, password: str, database: str = "postgres") -> str:
        """Over TCP, with a password."""
        return f"postgresql://{user}:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
        options += f" -c listen_addresses=127.0.0.1 -p {self.port} -k {self.folder}"
        self._run(_program("pg_ctl"), "-D", str(self.data), "-w", "-l", f"{self.folder}/log", "-o", options, "start")

    def kill(self) -> None:
        """End it without a word, as when the machine goes down."""
        process = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(process, signal.SIGQUIT)
        until = time.monotonic() + 30
        while (self.data / "postmaster.pid").exists() and time.monotonic() < until:
            time.sleep(0.05)

    def delete(self) -> None:
        """Stop it and delete its folder."""
        assert self._after.stdin is not None
        self._after.stdin.close()
        self._after.wait(60)

    def _make(self) -> None:
        if os.name != "posix":
            raise NoServerError("the tests start one on Unix only")
        if os.geteuid() == 0:
            # The server refuses to run as root.
            user = next((name for name in ("postgres", "nobody") if _has_user(name)), None)
            runuser = shutil.which("runuser")
            if user is None or runuser is None:
                raise NoServerError("it may not run as root, and there is nobody else to run it as")
            self._as = [runuser, "-u", user, "--"]
            shutil.chown(self.folder, user)
        self._run(
            _program("initdb"),
            "-D",
            str(self.data),
            "-U",
            OWNER,
            "-E",
            "UTF8",
            "--locale=C",
            "-A",
            "trust",
            "--no-sync",
        )
        self._write("pg_hba.conf", "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n")

    def _write(self, name: str, text: str) -> None:
        """Write one of the server's files, which belong to whoever runs it."""
        target = self.data / name
        subprocess.run([*self._as, "tee", str(target)], input=text.encode(), stdout=subprocess.DEVNULL, check=True)

    def _run(self, *command: str) -> None:
        done = subprocess.run([*self._as, *command], cwd="/", capture_output=True, text=True, timeout=120)
        if done.returncode:
            log = self.folder / "log"
            raise NoServerError(f"{command[0]}: {done.stderr[-500:]}{log.read_text()[-500:] if log.exists() else ''}")


def _has_user(name: str) -> bool:
    import pwd

    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
