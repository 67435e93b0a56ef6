"""A web archive of 1,000 real pages with one damaged record: how many are read, what is named, and how fast.

    python bench/warc.py [FOLDER] [--pages 1000]

FOLDER holds `html/*.html.gz`. The pages are repeated under changed addresses, written by warcio (one gzip member a record), and a
few bytes in the middle of one record are flipped. Set beside it: what FastWARC gives of the same file, where it is installed.
"""

from __future__ import annotations

import argparse
import gzip
import io
import logging
import sys
import tempfile
import time
from pathlib import Path

from greffier.model.article import Article
from greffier.reading.files import read_file

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "pages"


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    options.add_argument("--pages", type=int, default=1000)
    given = options.parse_args()
    logging.disable(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        url = write_damaged(path, sorted((given.folder / "html").glob("*.html.gz")), given.pages)
        print(f"{given.pages} pages, {path.stat().st_size:,} bytes, damaged: {url}")
        begin = time.process_time()
        items = list(read_file(path))
        seconds = time.process_time() - begin
        read = [i for i in items if isinstance(i, Article)]
        print(
            f"greffier: {len(read)} read, {len(items) - len(read)} refused, {len(read) / seconds:.1f} pages/s"
        )
        for item in items:
            if not isinstance(item, Article):
                print(f"  {Path(item.where).name}: {item.reason}")
        beside(path)


def write_damaged(path: Path, pages: list[Path], number: int) -> str:
    """Write the archive; the address of the record that was damaged."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer, begins = WARCWriter(out, gzip=True), []
    for n in range(number):
        body = gzip.decompress(pages[n % len(pages)].read_bytes())
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        begins.append(out.tell())
        url = f"https://page{n}.example/{n // len(pages)}"
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=head)
        )
    data = bytearray(out.getvalue())
    victim = number // 2
    middle = (begins[victim] + begins[victim + 1]) // 2
    for at in range(middle, middle + 4):
        data[at] ^= 0xA5
    path.write_bytes(data)
    return f"https://page{victim}.example/{victim // len(pages)}"


def beside(path: Path) -> None:
    """How many records FastWARC gives before it stops."""
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError:
        print("FastWARC is not installed.", file=sys.stderr)
        return
    given = 0
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                record.reader.read()
                given += 1
    except OSError as error:
        print(f"FastWARC: {given} records, then {error}")
    else:
        print(f"FastWARC: {given} records, no error")


if __name__ == "__main__":
    main()
