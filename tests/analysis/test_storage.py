"""Parquet in S3-compatible storage: a file, a folder and a pattern, by both engines; no key to it is ever told."""

from __future__ import annotations

import io
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from konfrans.analysis import estimates
from konfrans.analysis.design import design_of
from konfrans.analysis.faults import AnalysisError
from tests.analysis.sources import open_here

KEY, SECRET = "AKIAOFTHETESTS", "a-secret-of-the-tests"


def survey(first: int, size: int) -> bytes:
    n = np.arange(first, first + size)
    file = io.BytesIO()
    parquet.write_table(pa.table({"n": n, "c": n % 7, "w": 1.0 + n % 3, "y": n * 0.1}), file, row_group_size=300)
    return file.getvalue()


KEPT = {
    "/surveys/waves/0.parquet": survey(0, 1000),
    "/surveys/waves/1.parquet": survey(1000, 50),
    "/surveys/waves/2.parquet": survey(1050, 700),
    "/surveys/notes.csv": b"a\n1\n",
}


class Storage(BaseHTTPRequestHandler):
    """As much of S3 as reading needs: what there is, how long it is, and a part of it."""

    def log_message(self, *_words: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        if f"Credential={KEY}/" not in self.headers.get("Authorization", ""):
            return self._send(403, b"<Error><Code>AccessDenied</Code></Error>")
        asked = urlsplit(self.path)
        path = unquote(asked.path)
        if path in KEPT:
            return self._send_part(KEPT[path])
        bucket = path.strip("/")
        if bucket == "surveys" and asked.query:
            return self._send(200, self._listed(parse_qs(asked.query)))
        return self._send(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def _listed(self, query: dict[str, list[str]]) -> bytes:
        prefix, delimiter = query.get("prefix", [""])[0], query.get("delimiter", [""])[0]
        keys = [name.removeprefix("/surveys/") for name in KEPT]
        found = [key for key in keys if key.startswith(prefix) and not (delimiter and delimiter in key[len(prefix) :])]
        entries = [
            f"<Contents><Key>{escape(key)}</Key><Size>{len(KEPT[f'/surveys/{key}'])}</Size>"
            "<LastModified>2026-11-30T00:00:00.000Z</LastModified></Contents>"
            for key in found
        ]
        head = "<Name>surveys</Name><IsTruncated>false</IsTruncated>"
        return (
            f"<ListBucketResult>{head}<KeyCount>{len(found)}</KeyCount>{''.join(entries)}</ListBucketResult>".encode()
        )

    def _send_part(self, whole: bytes) -> None:
        first, _, last = self.headers.get("Range", "").removeprefix("bytes=").partition("-")
        if not first:
            return self._send(200, whole)
        part = whole[int(first) : int(last) + 1]
        return self._send(206, part, {"Content-Range": f"bytes {first}-{last}/{len(whole)}"})

    def _send(self, status: int, body: bytes, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        headers = {"Content-Length": str(len(body)), "Last-Modified": "Mon, 30 Nov 2026 00:00:00 GMT"}
        for name, value in {**headers, **(more or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Storage)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    yield address
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "name", "cases"),
    [
        ("s3://surveys/waves/0.parquet", "0.parquet", 1000),
        ("s3://surveys/waves", "waves", 1750),
        ("s3://surveys/waves/[01].parquet", "[01].parquet", 1050),
    ],
)
def test_parquet_in_storage_is_a_survey_like_one_on_disk(storage: str, path: str, name: str, cases: int):
    source = open_here(path)
    assert source.name == name
    n = source.collect("n", lambda: source.table.select("n", at=source.row()).order_by("at"))["n"]
    assert n.tolist() == list(range(cases))
    row = estimates.means(source, design_of({"weight": "w", "cluster": "c"}), ["y"]).rows[0]
    w = 1.0 + n % 3
    assert (row.n, row.df) == (cases, 6) and row.estimate == pytest.approx((w * n * 0.1).sum() / w.sum(), rel=1e-12)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("s3://surveys/none.parquet", "file_absent"),
        ("s3://surveys/waves/9*.parquet", "no_parquet"),
        ("s3://surveys/notes.csv", "storage_kind"),
    ],
)
def test_what_is_not_there_or_no_parquet_is_refused_by_its_whole_address(storage: str, path: str, code: str):
    with pytest.raises(AnalysisError) as caught:
        open_here(path)
    assert caught.value.code == code and caught.value.told("az")
    assert path.removeprefix("s3://") in str(caught.value)


def test_a_refusal_of_the_storage_tells_no_key(storage: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAOFANOTHER")
    with pytest.raises(AnalysisError) as caught:
        open_here("s3://surveys/waves")
    said = str(caught.value) + str(caught.value.facts)
    assert caught.value.code == "storage_failed" and "surveys/waves" in said
    assert SECRET not in said and "AKIAOFANOTHER" not in said


def test_storage_that_is_not_there_is_named(storage: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(AnalysisError) as caught:
        open_here("s3://surveys/waves")
    assert caught.value.code == "storage_failed" and "127.0.0.1:9" in str(caught.value)
