"""An S3-compatible store of this machine, as long as a test needs it."""

import logging
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

BUCKET = "bucket"


@contextmanager
def object_store() -> Iterator[Any]:
    """Serve one empty bucket, and have everything in this process find it; its file system.

    Processes that are started meanwhile find it too: it is in their environment.
    """
    fsspec = pytest.importorskip("fsspec")
    pytest.importorskip("s3fs")
    server_module = pytest.importorskip("moto.server")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = server_module.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        type_of_s3 = fsspec.get_filesystem_class("s3")
        type_of_s3.clear_instance_cache()
        reset = urllib.request.Request(f"http://{host}:{port}/moto-api/reset", method="POST")
        urllib.request.urlopen(reset).close()  # what it holds outlives a server
        store = fsspec.filesystem("s3")
        store.mkdir(BUCKET)
        try:
            yield store
        finally:
            type_of_s3.clear_instance_cache()
            server.stop()
