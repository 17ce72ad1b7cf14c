"""nginx with the configuration operators get, changed in what they are told to change."""

import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from tests.browser.conftest import PROJECT, free_port

WHOLE = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/portal.conf;
}}
"""


@dataclass
class Proxy:
    """A running nginx in front of a portal: https with a certificate of its own making."""

    folder: Path
    port: int
    plain_port: int
    process: subprocess.Popen

    @property
    def origin(self) -> str:
        return f"https://localhost:{self.port}"

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)


def start(folder: Path, portal_port: int) -> Proxy:
    port, plain_port = free_port(), free_port()
    _make_certificate(folder)
    (folder / "portal.conf").write_text(_configuration(folder, portal_port, port, plain_port))
    user = "user root;" if os.geteuid() == 0 else ""  # the folder is for its owner only
    (folder / "nginx.conf").write_text(WHOLE.format(folder=folder, user=user))
    command = [shutil.which("nginx"), "-p", folder, "-c", folder / "nginx.conf"]
    process = subprocess.Popen(command, stderr=(folder / "start.log").open("wb"))
    proxy = Proxy(folder, port, plain_port, process)
    for _try in range(100):
        if _listens(port):
            return proxy
        time.sleep(0.1)
    raise RuntimeError((folder / "start.log").read_text())


def _configuration(folder: Path, portal_port: int, port: int, plain_port: int) -> str:
    text = (PROJECT / "deploy" / "nginx.conf").read_text()
    changes = {
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{portal_port};",
        "listen 80;": f"listen 127.0.0.1:{plain_port};",
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "https://$host$request_uri": f"https://$host:{port}$request_uri",
        "www.example.gov.cn;": "localhost;",
        "/etc/nginx/tls/portal": f"{folder}/portal",
        "/var/cache/nginx/portal": f"{folder}/cache",
    }
    for told, own in changes.items():
        assert told in text, f"deploy/nginx.conf no longer holds: {told}"
        text = text.replace(told, own)
    return text


def _make_certificate(folder: Path) -> None:
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    files = ["-keyout", folder / "portal.key", "-out", folder / "portal.crt"]
    kind = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
    subprocess.run(["openssl", "req", *kind, *names, *files], check=True, capture_output=True)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
