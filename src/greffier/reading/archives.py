"""zip and tar: every member is read as a file of its own, in the archive's order; nothing is ever written to disk.

A member's name is used for telling where an article stands and for nothing else, so "../" or an absolute path can do no harm.
"""

from __future__ import annotations

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Protocol, cast

from ..errors import BadInput, Damaged
from .guard import Budget, check_directory, check_members, check_whole_file
from .refusal import Refusal
from .source import PIECE_BYTES, Read, Results, Source, read_whole

MAX_NAME = 200  # characters of a member's name that are kept
ENCRYPTED = 0x1  # flag of a zip member
END_OF_ZIP = b"PK\x05\x06"
END_OF_ZIP64 = b"PK\x06\x06"
MAX_COMMENT = 65_557  # the end record of a zip and the longest comment behind it

# Members that say what a zip really is.
_OFFICE = {
    "[Content_Types].xml": "an office document",
    "mimetype": "an office document or a book",
    "AndroidManifest.xml": "a program",
    "META-INF/MANIFEST.MF": "a program",
}
_SPECIAL = {
    tarfile.SYMTYPE: "a symbolic link", tarfile.LNKTYPE: "a link to another member", tarfile.CHRTYPE: "a device",
    tarfile.BLKTYPE: "a device", tarfile.FIFOTYPE: "a pipe",
}  # fmt: skip


def read_zip(stream: IO[bytes], source: Source, read: Read) -> Results:
    """The articles of all members of a zip archive; a locked or damaged member costs itself only."""
    if not stream.seekable():
        data, cut = read_whole(stream, check_whole_file)
        if cut:
            raise Damaged(cut)
        stream = io.BytesIO(data)
    size = stream.seek(0, io.SEEK_END)
    if source.depth == 0:
        source.budget.packed += size
    check_directory(_directory_bytes(stream, size))
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise Damaged(f"The zip archive is damaged or cut: {_said(error)}.") from None
    with archive:
        members = archive.infolist()
        for name, what in _OFFICE.items():
            if any(member.filename == name for member in members[:50]):
                raise BadInput(f"This is {what}, not text. Save the article as plain text (UTF-8) or JSON.")
        yield from _each(_zip_members(archive, members, source.budget), source, read)


class _Member(Protocol):
    """A member of an archive: its name, why it is not read ("" if it is), its bytes."""

    name: str
    wrong: str

    def open(self) -> IO[bytes]: ...


class _ZipMember:
    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> None:
        self.archive, self.info, self.budget, self.name = archive, info, budget, info.filename
        mode = info.external_attr >> 16
        self.wrong = (
            "is locked with a password" if info.flag_bits & ENCRYPTED
            else "is a symbolic link" if mode & 0o170000 == 0o120000 else ""
        )  # fmt: skip

    def open(self) -> IO[bytes]:
        try:
            return cast(IO[bytes], _Checked(self.archive.open(self.info), self.budget))
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
            raise Damaged(f"The member cannot be unpacked: {_said(error)}.") from None


def _zip_members(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], budget: Budget
) -> Iterator[_Member]:
    return (_ZipMember(archive, info, budget) for info in members if not info.is_dir())


def _directory_bytes(stream: IO[bytes], size: int) -> int:
    """How long the directory of a zip says it is (APPNOTE 4.3.16, 4.3.14); 0 where no end is found."""
    stream.seek(max(0, size - MAX_COMMENT))
    tail = stream.read(MAX_COMMENT)
    end, end64 = tail.rfind(END_OF_ZIP), tail.rfind(END_OF_ZIP64)
    stream.seek(0)
    if end64 >= 0 and len(tail) >= end64 + 48:
        return int(struct.unpack("<Q", tail[end64 + 40 : end64 + 48])[0])
    return int(struct.unpack("<L", tail[end + 12 : end + 16])[0]) if 0 <= end <= len(tail) - 16 else 0


class _TarMember:
    def __init__(self, archive: tarfile.TarFile, info: tarfile.TarInfo) -> None:
        self.archive, self.info, self.name = archive, info, info.name
        what = _SPECIAL.get(info.type, "" if info.isreg() else "of an unknown kind")
        self.wrong = f"is {what}" if what else ""

    def open(self) -> IO[bytes]:
        member = self.archive.extractfile(self.info)
        if member is None:
            raise Damaged("The member cannot be read.")
        return cast(IO[bytes], _Checked(member, None))


def read_tar(stream: IO[bytes], source: Source, read: Read) -> Results:
    """The articles of all members of a tar archive, read once from front to back."""
    try:
        with tarfile.open(fileobj=stream, mode="r|", errorlevel=0) as archive:
            yield from _each(_tar_members(archive), source, read)
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise Damaged(f"The tar archive is damaged or cut: {_said(error)}.") from None


def _tar_members(archive: tarfile.TarFile) -> Iterator[_Member]:
    for info in archive:
        archive.members = []  # type: ignore[attr-defined]  # tarfile remembers every member otherwise
        if not info.isdir():
            yield _TarMember(archive, info)


def _each(members: Iterator[_Member], source: Source, read: Read) -> Results:
    """What the members hold; hidden ones are counted."""
    hidden, seen = 0, dict[str, int]()
    for n, member in enumerate(members, 1):
        check_members(n)
        name = safe_name(member.name)
        if is_hidden(name):
            hidden += 1
            continue
        seen[name] = seen.get(name, 0) + 1
        name += f"~{seen[name]}" if seen[name] > 1 else ""
        where = f"{source.where}!{name}"
        if member.wrong:
            yield Refusal(where, f"The member {member.wrong} and is not read.")
            continue
        try:
            with member.open() as stream:
                yield from read(stream, source.within(where, stem_of(name)))
        except BadInput as error:
            yield Refusal(where, str(error))
    if hidden:
        yield Refusal(source.where, hidden_files(hidden), skipped=True)


def safe_name(name: str) -> str:
    """A member's name as a relative path that can be shown: no "..", no drive, no control characters.

    >>> safe_name("../../etc/pass\\nwd"), safe_name("C:\\\\x\\\\a.txt")
    ('etc/pass_wd', 'x/a.txt')
    """
    parts = [
        "".join(c if c.isprintable() else "_" for c in part.encode("utf-8", "replace").decode("utf-8"))
        for part in name.replace("\\", "/").split("/")
        if part not in ("", ".", "..")
    ]
    if parts and len(parts[0]) == 2 and parts[0][1] == ":":
        parts = parts[1:]
    return "/".join(parts)[-MAX_NAME:] or "_"


def is_hidden(name: str) -> bool:
    """Whether a file or one of its folders is hidden, or is what a Mac adds to archives."""
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))


def hidden_files(number: int) -> str:
    """The sentence that says how many hidden files were passed over."""
    return f"{number:,} hidden file{'s were' if number > 1 else ' was'} not read (a name that begins with a dot)."


def stem_of(name: str) -> str:
    """The name of an article in a file of that name: without its ending."""
    folder, slash, last = name.rpartition("/")
    return folder + slash + (last.rpartition(".")[0] or last)


class _Checked(io.RawIOBase):
    """The bytes of a member; what its library raises over damage becomes `Damaged`, what comes out is counted."""

    def __init__(self, inner: IO[bytes], budget: Budget | None) -> None:
        self.inner, self.budget, self.given = inner, budget, 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            piece = self.inner.read(min(size, PIECE_BYTES) if size >= 0 else PIECE_BYTES)
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, tarfile.TarError) as error:
            raise Damaged(f"The member is damaged after {self.given:,} bytes: {_said(error)}.") from None
        self.given += len(piece)
        if self.budget:
            self.budget.give_out(len(piece))
        return piece

    def close(self) -> None:
        self.inner.close()
        super().close()


def _said(error: Exception) -> str:
    return str(error).strip(" .") or type(error).__name__
