"""Events for the caller, kept apart from what env.py prints."""

import codecs
import json
import os
import re
import sys
import threading

SECRETS = re.compile(
    r"(://[^\s:/@]{0,200}:)[^\s@]{1,300}(?=@)"
    r"|(\bpassword\s{0,9}[=:]\s{0,9})(?:'[^']*'|\"[^\"]*\"|[^\s,;)]+)",
    re.I,
)


def mask(text):
    """Passwords in URLs and after `password=` are hidden."""
    return SECRETS.sub(lambda found: (found.group(1) or found.group(2)) + "***", text)


def open_channel(mark):
    """Keeps standard output for events, one JSON object per line after `mark`.

    Returns the function that sends one.
    """
    channel, lock = os.dup(1), threading.Lock()

    def send(event, **fields):
        line = mark + json.dumps(dict(event=event, **fields), default=str) + "\n"
        data = line.encode("ascii")
        with lock:
            try:
                while data:
                    data = data[os.write(channel, data) :]
            except OSError:
                pass  # Nobody listens any more; the end of standard input says so too.

    return send


def forward_output(send):
    """What env.py prints becomes `output`. Returns the function that waits for the rest of it."""
    readable, writable = os.pipe()
    sys.stdout.flush()
    os.dup2(writable, 1)
    os.close(writable)
    sys.stdout.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)
    sys.stderr.reconfigure(encoding="utf-8", errors="replace")

    def pump():
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        while True:
            chunk = os.read(readable, 65536)
            text = decoder.decode(chunk, final=not chunk)
            if text:
                send("output", stream="stdout", text=mask(text))
            if not chunk:
                return

    thread = threading.Thread(target=pump, daemon=True)
    thread.start()

    def finish():
        sys.stdout.flush()
        sys.stderr.flush()
        os.dup2(2, 1)
        thread.join(2)  # A child process that env.py left behind may hold the pipe open.

    return finish
