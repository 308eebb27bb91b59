"""A package index on this machine for tests: serves files from memory, and misbehaves on request."""
import http.server
import threading
import urllib.parse


class LocalPackageIndex:
    """`files` maps package to file name to bytes. `requests` keeps (file name, first byte asked for) of each file."""

    def __init__(self, files: dict):
        self.files = files
        self.requests = []
        self.stall_at = {}      # file name: bytes after which the answer stops coming, once
        self.break_at = {}      # file name: bytes after which the connection is closed, once
        self.stalled = threading.Event()
        self._released = threading.Event()
        index = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                index._answer(self)

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}/simple"

    def close(self) -> None:
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    def asked_for(self, name: str) -> list:
        return [first for asked, first in self.requests if asked == name]

    def _answer(self, request) -> None:
        words = urllib.parse.unquote(request.path).strip("/").split("/")
        package = self.files.get(words[1], {}) if len(words) > 1 else {}
        if len(words) == 2 and package:
            links = "".join(f'<a href="/files/{words[1]}/{name}">{name}</a>' for name in package)
            self._send(request, 200, f"<!DOCTYPE html><html><body>{links}</body></html>".encode(), "text/html")
        elif len(words) == 3 and words[2] in package:
            self._send_file(request, words[2], package[words[2]])
        else:
            self._send(request, 404, b"not here", "text/plain")

    @staticmethod
    def _send(request, code: int, body: bytes, kind: str) -> None:
        request.send_response(code)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def _send_file(self, request, name: str, content: bytes) -> None:
        first = int(request.headers.get("Range", "bytes=0-")[6:].rstrip("-"))
        self.requests.append((name, first))
        if first >= len(content):
            self._send(request, 416, b"", "text/plain")
            return
        request.send_response(206 if first else 200)
        request.send_header("Content-Length", str(len(content) - first))
        request.end_headers()
        stall, cut = self.stall_at.pop(name, None), self.break_at.pop(name, None)
        last = stall or cut or len(content)
        request.wfile.write(content[first:last])
        request.wfile.flush()
        if stall:
            self.stalled.set()
            self._released.wait()
