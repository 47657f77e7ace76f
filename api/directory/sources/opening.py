"""Open a source, whatever shape it has: an address on the web, a file, a folder or a zip."""

import io
import json
import zipfile
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from api.directory.importing.incoming import Reading, SourceFaulty
from api.directory.sources import hsds_csv, oruk1, oruk3
from api.directory.sources.fetching import Fetcher, OnPage
from api.directory.sources.plain_csv import CsvMapping, read_csv
from api.directory.sources.tables import decode

_LARGEST_FILE = 1024 * 1024 * 1024
_PACKAGE = "datapackage.json"
_TABLES = (".csv", ".tsv", ".txt")
_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".ods", ".numbers")
_ONE_PER_LINE = (".ndjson", ".jsonl")


class Format(StrEnum):
    """The shapes in which a directory may come."""

    AUTO = "auto"
    ORUK3 = oruk3.FORMAT
    HSDS_CSV = hsds_csv.FORMAT
    ORUK1 = oruk1.FORMAT
    CSV = "csv"


def open_source(
    source: str,
    *,
    wanted: Format = Format.AUTO,
    mapping: CsvMapping | None = None,
    encoding: str = "utf-8-sig",
    fetcher: Fetcher | None = None,
    on_page: OnPage | None = None,
) -> Reading:
    """Begin to read a source; raises ``SourceFaulty``.

    An address is that under which an API answers ``/services``. ``on_page`` is told of each
    page that it gives. ``fetcher`` is for tests.
    """
    if source.startswith(("http://", "https://")):
        fetcher = fetcher or Fetcher.of(source)
        return _open_api(replace(fetcher, on_page=on_page) if on_page else fetcher, wanted)
    path = Path(source)
    if not path.exists():
        raise SourceFaulty(f"There is no file or folder '{source}'.")
    if path.name == _PACKAGE:
        path = path.parent
    if path.suffix.casefold() in _WORKBOOKS:
        raise SourceFaulty(
            f"'{path}' is a workbook. Save the sheet with the services as CSV (in Excel: CSV UTF-8)"
            " and import that."
        )
    if path.is_dir() or path.suffix == ".zip":
        if wanted not in {Format.AUTO, Format.HSDS_CSV}:
            raise SourceFaulty(f"'{source}' can only be read as {Format.HSDS_CSV}, not {wanted}.")
        return hsds_csv.read_package(_files(path), encoding)
    if path.stat().st_size > _LARGEST_FILE:
        raise SourceFaulty(f"'{source}' is larger than {_LARGEST_FILE} bytes.")
    if path.suffix.casefold() in _TABLES or wanted is Format.CSV:
        return _open_csv(path, wanted, mapping, encoding)
    return _open_json(path, wanted)


def _open_api(fetcher: Fetcher, wanted: Format) -> Reading:
    if wanted is Format.AUTO:
        first = fetcher.get("/services", page=1, per_page=1)
        wanted = _format_of(first, fetcher.base)
    if wanted is Format.ORUK3:
        return oruk3.read_api(fetcher)
    if wanted is Format.ORUK1:
        return oruk1.read_api(fetcher)
    raise SourceFaulty(f"An API can be read as {Format.ORUK3} or {Format.ORUK1}, not {wanted}.")


def _open_csv(path: Path, wanted: Format, mapping: CsvMapping | None, encoding: str) -> Reading:
    if wanted not in {Format.AUTO, Format.CSV}:
        raise SourceFaulty(
            f"'{path}' is one table; it can be read as {Format.CSV}, not {wanted}. Name a data"
            " package by its folder."
        )
    if mapping is None:
        raise SourceFaulty(
            f"'{path}' needs a mapping file that says which column is what (--mapping FILE);"
            " see docs/directory.md."
        )
    return read_csv(path.name, path.read_bytes(), mapping, encoding)


def _open_json(path: Path, wanted: Format) -> Reading:
    data = _load(path)
    if wanted is Format.AUTO:
        wanted = _format_of(data[0] if isinstance(data, list) and data else data, str(path))
    services = _services_of(data, path)
    if wanted is Format.ORUK3:
        return oruk3.read_data(services)
    if wanted is Format.ORUK1:
        return oruk1.read_data(services)
    raise SourceFaulty(f"'{path}' is JSON; it can be read as oruk3 or oruk1, not {wanted}.")


def _load(path: Path) -> Any:
    text = decode(path.name, path.read_bytes())
    try:
        if path.suffix in _ONE_PER_LINE:
            return [json.loads(line) for line in text.splitlines() if line.strip()]
        return json.loads(text)
    except ValueError as error:
        raise SourceFaulty(f"'{path}' is not JSON: {error}.") from error
    except RecursionError as error:
        raise SourceFaulty(f"'{path}' is nested too deeply.") from error


def _services_of(data: Any, path: Path) -> list[Any]:
    if isinstance(data, list):
        return data
    if isinstance(data, dict):
        for name in ("contents", "content", "services"):
            if isinstance(data.get(name), list):
                found: list[Any] = data[name]
                return found
        if "id" in data and "name" in data:
            return [data]
    raise SourceFaulty(
        f"'{path}' holds no services; it may be a list of them, a page with 'contents' or"
        " 'content', or one service."
    )


def _format_of(data: Any, name: str) -> Format:
    """Tell the two versions of Open Referral UK apart by the words that only one of them has."""
    known = data.keys() if isinstance(data, dict) else set()
    if known & {"content", "totalElements", "service_taxonomys", "regular_schedules"}:
        return Format.ORUK1
    if known & {"contents", "total_items", "id"}:
        return Format.ORUK3
    raise SourceFaulty(
        f"'{name}' looks like no format that is known; name one with --format:"
        f" {', '.join(each for each in Format if each is not Format.AUTO)}."
    )


def _files(path: Path) -> dict[str, bytes]:
    if path.is_dir():
        files = sorted(path.glob("*.csv")) or sorted(path.rglob("*.csv"))
        return {file.name: file.read_bytes() for file in files}
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            members = [each for each in archive.infolist() if each.filename.endswith(".csv")]
            if sum(each.file_size for each in members) > _LARGEST_FILE:
                raise SourceFaulty(f"'{path}' unpacks to more than {_LARGEST_FILE} bytes.")
            return {Path(each.filename).name: archive.read(each) for each in members}
    except zipfile.BadZipFile as error:
        raise SourceFaulty(f"'{path}' is not a zip file: {error}.") from error
