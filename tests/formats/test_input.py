"""Inputs: what is stored in whatever way comes back as its text, and what that took is said."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictevents as ce
from conflictevents import formats

TEXT = 'id,name\r\n1,Kyiv – Київ\n2,"a\nb"\n'


def opened(data: bytes, **options: object) -> tuple[str, str, list[str]]:
    """The text of an input, its encoding, and the codes of what is wrong with it."""
    log = formats.Log()
    with formats.open_input(data, log, **options) as found:  # type: ignore[arg-type]
        text = found.text()
        assert text == found.text()
        return text, found.encoding, [problem.code for problem in log.problems]


def zipped(**files: bytes) -> bytes:
    """A zip archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "encoding", "codes"),
    [
        (TEXT.encode(), "utf-8", []),
        (TEXT.encode("utf-8-sig"), "utf-8-sig", []),
        (TEXT.encode("utf-16"), "utf-16", ["IO121"]),
        (gzip.compress(TEXT.encode()), "utf-8", []),
        (zipped(table=TEXT.encode()), "utf-8", []),
    ],
    ids=["plain", "mark", "utf-16", "gzip", "zip"],
)
def test_text_comes_back_with_its_line_ends(data: bytes, encoding: str, codes: list[str]) -> None:
    """However it is stored, the text is the same to the last line end, and its encoding is told."""
    assert (TEXT, encoding, codes) == opened(data)


def test_other_encodings_are_windows_1252_with_a_problem() -> None:
    """What is not UTF-8 is read as Windows-1252, with the line of the first byte that shows it."""
    log = formats.Log()
    with formats.open_input("a\nit’s\n".encode("cp1252"), log) as found:
        assert "a\nit’s\n" == found.text()
    (problem,) = log.problems
    assert ("IO121", 2) == (problem.code, problem.line)


@given(st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No bytes crash it: they are text with its problems, or refused with a reason."""
    try:
        text, encoding, codes = opened(data)
    except ce.UnreadableInputError as error:
        assert error.problem.message
        return
    assert (encoding in ("utf-8", "utf-8-sig")) == ("IO121" not in codes)
    if encoding == "cp1252":
        table = {index: bytes([index]).decode("cp1252", "replace") for index in range(256)}
        assert "".join(table[byte] if table[byte] != "\ufffd" else chr(byte) for byte in data) == text


@given(st.binary(min_size=1, max_size=2000), st.data())
def test_a_packed_input_that_is_cut_short_is_told(content: bytes, data: st.DataObject) -> None:
    """Of a gzip file that ends too early, what came before is read, and that it ended early is told."""
    text = content.hex() + "\n"
    packed = gzip.compress(text.encode(), mtime=0)
    end = data.draw(st.integers(11, len(packed) - 1))
    found, _, codes = opened(packed[:end])
    assert text.startswith(found)
    assert codes == ["IO105"]


def test_bombs_are_refused() -> None:
    """An input that grows beyond the limits is refused with the limit, by its size or by its ratio."""
    bomb = gzip.compress(b"0" * 80_000_000)
    with pytest.raises(ce.UnreadableInputError, match="more than 1,000 bytes"):
        opened(bomb, limits=formats.Limits(size=1000))
    with pytest.raises(ce.UnreadableInputError, match="more than 250 bytes come out of each byte"):
        opened(bomb)


def test_an_archive_of_several_files_needs_a_name() -> None:
    """The names of an archive's members are told, and one that is named is read."""
    data = zipped(one=b"1\n", two=b"2\n")
    with pytest.raises(ce.UnreadableInputError, match="name one of its members: one, two"):
        opened(data)
    assert "2\n" == opened(data, member="two")[0]
    with pytest.raises(ce.UnreadableInputError, match="there is no"):
        opened(data, member="three")


def test_zstandard_without_a_library_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the package that is needed."""
    monkeypatch.setattr(
        "conflictevents.formats._decompress.import_module", lambda _: (_ for _ in ()).throw(ModuleNotFoundError())
    )
    with pytest.raises(ce.UnreadableInputError, match=r"backports\.zstd"):
        opened(b"\x28\xb5\x2f\xfd\x00")


def test_what_can_be_read_once_is_read_as_often_as_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream is kept, in a temporary file where it is large; the file is gone in the end."""
    monkeypatch.setattr("conflictevents.formats._input._IN_MEMORY", 10)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with formats.open_input(io.BytesIO(b"x" * 50), formats.Log()) as found:
        assert ["x" * 50] * 2 == [found.text(), found.text()]
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


@given(st.integers(1, 300), st.data())
def test_of_a_packed_table_that_is_cut_short_whole_rows_are_read(rows: int, data: st.DataObject) -> None:
    """However small it is, the rows before the damage are read as they are, and half a number is none of them."""
    lines = [
        "event_id_cnty,event_date,fatalities\r\n",
        *(f"XXA{each},2020-12-03,{each}345\r\n" for each in range(rows)),
    ]
    packed = gzip.compress("".join(lines).encode(), compresslevel=data.draw(st.sampled_from([0, 9])), mtime=0)
    cut = packed[: data.draw(st.integers(20, len(packed) - 1))]
    try:
        result = formats.read(cut)
    except ce.UnreadableInputError as error:
        assert "cut short" in error.problem.message or "not known" in error.problem.message
        return
    assert "IO105" in [problem.code for problem in result.problems]
    numbers = [report.killed[0].count.low for report in result.dataset.reports]
    assert [int(f"{each}345") for each in range(len(numbers))] == numbers


def test_a_small_packed_table_without_its_end_is_read() -> None:
    """All of its rows are there; only the sum that would prove it is not."""
    packed = gzip.compress(b"event_id_cnty,event_date,fatalities\r\nXXA1,2020-12-03,3\r\n")
    assert 1 == len(formats.read(packed[:-4]).dataset.reports)
    with pytest.raises(ce.UnreadableInputError, match="damaged, or cut short"):
        formats.read(packed[:10])


@pytest.mark.parametrize(("names", "words"), [([], "no file"), (["a.csv", "a.csv"], "several files of one name")])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_without_one_file_of_a_name_is_refused(names: list[str], words: str) -> None:
    """Of two files of one name neither is read in silence, and one without files has no name to ask for."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name in names:
            archive.writestr(name, "1\n")
    with pytest.raises(ce.UnreadableInputError, match=words):
        opened(whole.getvalue())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_text_cut_within_a_character_is_read_to_there(encoding: str) -> None:
    """Whatever the encoding, what came before is read, and that more is missing is told."""
    rows = '[{"date": "2031-02-03", "day": 7, "tank": 8},\n{"date": "2031-02-04", "day": 8, "x": "\u00e9'
    result = formats.read(rows.encode(encoding)[:-1], "daily-losses")
    assert 1 == len(result.dataset.reports)
    assert "IO105" in [problem.code for problem in result.problems]
