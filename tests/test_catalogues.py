"""Catalogues of what is published: each is valid to its own tool, which finds a fault where one is planted. No tool asks the network."""

from __future__ import annotations

import csv
import json
import math
import shutil
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from pipeline.schema import TABLES, columns
from publishing.catalogues import catalogues
from publishing.described import Described, described
from publishing.edition import Text, edition
from publishing.exports import exports
from publishing.site import metadata as said
from tests.conftest import ROOT

# What the tools themselves do with other tools.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated", "ignore:The inplace keyword")

URL = "https://register.example/sijill"
WRONG_SHA256 = "0" * 64
KEPT = ("countries", "people")
WRITTEN = (
    "data/README.md",
    "data/croissant.json",
    "data/datapackage.json",
    "data/dcat.jsonld",
    "ro-crate-metadata.json",
    "CITATION.cff",
    ".zenodo.json",
)
REFERENCES = [(table.name, *column.refers_to.split(".")) for table in TABLES for column in columns(table) if column.refers_to]
# The tables to which others refer, in lots of which none refers to another: while one lot is empty, all that refer to it show.
APART = (("countries", "regions", "stories", "topics"), ("happenings", "organisations", "outlets", "people"), ("articles",), ("events",))


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*asked: Any, **_: Any) -> None:
        raise AssertionError(f"asks the network: {asked[1:] or asked}")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


def published(register: Path, folder: Path, url: str | None = None) -> Path:
    edition(register, folder / "data/news.db", Text.EXCERPT)
    exports(folder / "data/news.db", folder / "data")
    catalogues(described(folder, said(), Text.EXCERPT, url), folder)
    return folder


@pytest.fixture(scope="module")
def folder(news_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(news_db, tmp_path_factory.mktemp("published") / "dist")


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """The same folder, for planting a fault."""
    return Path(shutil.copytree(folder, tmp_path / "copy"))


@pytest.fixture(scope="module")
def told(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Described:
    bare = Path(shutil.copytree(folder, tmp_path_factory.mktemp("bare") / "dist"))
    for path in WRITTEN:
        (bare / path).unlink()
    return described(bare, said(), Text.EXCERPT, None)


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf8"))


@contextmanager
def edited(path: Path) -> Iterator[Any]:
    content = read(path)
    yield content
    path.write_text(json.dumps(content, ensure_ascii=False), "utf8")


@contextmanager
def edited_cells(path: Path) -> Iterator[list[list[str]]]:
    """The rows of a CSV, the names of its columns among them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    yield rows
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


# Data Package


def validated(folder: Path) -> Any:
    import frictionless

    return frictionless.validate(str(folder / "data/datapackage.json"))


def package_errors(folder: Path) -> set[tuple[str, str]]:
    """The table and the kind of each error that Frictionless finds."""
    report = validated(folder)
    package = {("package", error.type) for error in report.errors}
    errors = {(task.name, error.type) for task in report.tasks for error in task.errors} | package
    assert report.valid == (not errors)
    return errors


def resource(package: Any, name: str) -> Any:
    [found] = (each for each in package["resources"] if each["name"] == name)
    return found


def test_the_data_package_is_valid(folder: Path) -> None:
    assert package_errors(folder) == set()


def test_every_table_and_column_is_in_the_data_package(folder: Path) -> None:
    package = read(folder / "data/datapackage.json")
    assert [each["name"] for each in package["resources"]] == [table.name for table in TABLES]
    for table in TABLES:
        schema = resource(package, table.name)["schema"]
        required = {each["name"] for each in schema["fields"] if each.get("constraints", {}).get("required")}
        assert [each["name"] for each in schema["fields"]] == [column.name for column in columns(table)]
        assert required == {column.name for column in columns(table) if not column.nullable}
        assert schema.get("primaryKey", []) == list(table.key)
        assert all(each["description"].count("\n") == 1 for each in schema["fields"])
    keys = [(each["name"], key) for each in package["resources"] for key in each["schema"].get("foreignKeys", [])]
    assert [(name, key["reference"]["resource"], *key["reference"]["fields"]) for name, key in keys] == REFERENCES


def test_a_reference_to_nowhere_is_caught_in_every_column_that_refers(folder: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(folder / "data/news.db")) as connection:
        told = {
            (table.name, column.name)
            for table in TABLES
            for column in columns(table)
            if column.refers_to and connection.execute(f'select count("{column.name}") from "{table.name}"').fetchone() != (0,)
        }
    caught: set[tuple[str, str]] = set()
    for emptied in APART:
        fault = Path(shutil.copytree(folder, tmp_path / emptied[0]))
        for name in emptied:
            with edited_cells(fault / f"data/csv/{name}.csv") as rows:
                del rows[1:]
        caught |= {
            (task.name, error.field_names[0]) for task in validated(fault).tasks for error in task.errors if error.type == "foreign-key"
        }
    assert caught == told
    assert len({table for table, _ in told}) > 15


def test_faults_in_a_csv_are_caught(copy: Path) -> None:
    with edited_cells(copy / "data/csv/people.csv") as rows:
        rows.append(list(rows[1]))
        rows[2][rows[0].index("mentions")] = "many"
        rows[3][rows[0].index("name_ar")] = ""
    kinds = {kind for name, kind in package_errors(copy) if name == "people"}
    assert {"primary-key", "type-error", "constraint-error"} <= kinds


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"hash": f"sha256:{WRONG_SHA256}"}, ("people", "hash-count")),
        ({"bytes": 1}, ("people", "byte-count")),
        ({"path": "csv/nobody.csv"}, ("people", "scheme-error")),
        ({"name": "people of the news"}, ("package", "resource-error")),
        ({"licenses": [{}]}, ("package", "resource-error")),
        ({"schema": {"fields": [{"name": "id", "type": "word"}]}}, ("package", "field-error")),
    ],
)
def test_faults_in_the_data_package_are_caught(copy: Path, fault: dict[str, Any], error: tuple[str, str]) -> None:
    with edited(copy / "data/datapackage.json") as package:
        resource(package, "people").update(fault)
    assert error in package_errors(copy)


# Croissant


def croissant_of(folder: Path) -> Any:
    import mlcroissant

    return mlcroissant.Dataset(str(folder / "data/croissant.json"))


@contextmanager
def edited_croissant(folder: Path) -> Iterator[tuple[Any, Any]]:
    """The dataset, cut down to people and their countries so that it is read fast, and what it says of people."""
    with edited(folder / "data/croissant.json") as dataset:
        dataset["distribution"] = [each for each in dataset["distribution"] if Path(each["@id"]).stem in KEPT]
        dataset["recordSet"] = [each for each in dataset["recordSet"] if each["@id"] in KEPT]
        [people] = (each for each in dataset["recordSet"] if each["@id"] == "people")
        yield dataset, people


def value_of(cell: Any) -> Any:
    if isinstance(cell, bytes):
        return cell.decode()
    return None if isinstance(cell, float) and math.isnan(cell) else cell


@pytest.fixture(scope="module")
def metadata(folder: Path) -> Any:
    return croissant_of(folder).metadata


def test_the_croissant_is_valid(metadata: Any) -> None:
    issues = metadata.ctx.issues
    assert issues.errors == set()
    assert [each for each in issues.warnings if "citeAs" not in each] == []  # the register has no paper to cite


def test_every_table_and_column_is_in_the_croissant(metadata: Any) -> None:
    assert [each.uuid for each in metadata.record_sets] == [table.name for table in TABLES]
    for table, told in zip(TABLES, metadata.record_sets, strict=True):
        assert [each.name for each in told.fields] == [column.name for column in columns(table)]
        assert all(set(each.description) == {"ar", "en"} for each in told.fields)
        refers_to = {column.name: column.refers_to.replace(".", "/") for column in columns(table) if column.refers_to}
        assert {each.name: each.references.uuid for each in told.fields if each.references.uuid} == refers_to


@pytest.mark.parametrize("name", ["mentions", "relations", "evaluation"])
def test_what_the_croissant_reads_is_the_register(folder: Path, name: str) -> None:
    [table] = (table for table in TABLES if table.name == name)
    with closing(sqlite3.connect(folder / "data/news.db")) as connection:
        expected = connection.execute(f'select * from "{name}"').fetchall()
    rows = [tuple(value_of(row[f"{name}/{column.name}"]) for column in columns(table)) for row in croissant_of(folder).records(name)]
    assert sorted(rows, key=repr) == sorted(expected, key=repr) != []


def test_a_part_of_the_croissant_is_valid_too(copy: Path) -> None:
    """So that what is caught below is the fault."""
    with edited_croissant(copy):
        pass
    dataset = croissant_of(copy)
    assert dataset.metadata.ctx.issues.errors == set()
    assert len(list(dataset.records("people"))) > 5


def nowhere(_: Any, people: Any) -> None:
    [field] = (each for each in people["field"] if "references" in each)
    field["references"]["field"]["@id"] = "nobody/id"


def no_file(_: Any, people: Any) -> None:
    people["field"][0]["source"]["fileObject"]["@id"] = "parquet/nobody.parquet"


def no_type(_: Any, people: Any) -> None:
    del people["field"][0]["dataType"]


def no_checksum(dataset: Any, _: Any) -> None:
    del dataset["distribution"][0]["sha256"]


def bad_date(dataset: Any, _: Any) -> None:
    dataset["datePublished"] = "تموز"


@pytest.mark.parametrize(
    ("plant", "complaint"),
    [
        (nowhere, "nobody/id"),
        (no_file, "parquet/nobody.parquet"),
        (no_type, "dataType"),
        (no_checksum, "sha256"),
        (bad_date, "تموز"),
    ],
)
def test_faults_in_the_croissant_are_caught(copy: Path, plant: Callable[[Any, Any], None], complaint: str) -> None:
    import mlcroissant

    with edited_croissant(copy) as (dataset, people):
        plant(dataset, people)
    with pytest.raises(mlcroissant.ValidationError, match=complaint):
        croissant_of(copy)


def test_a_croissant_without_a_licence_is_warned_of(copy: Path) -> None:
    with edited_croissant(copy) as (dataset, _):
        del dataset["license"]
    assert any("license" in each for each in croissant_of(copy).metadata.ctx.issues.warnings)


def test_a_file_that_has_another_checksum_is_not_read(copy: Path) -> None:
    with edited_croissant(copy) as (dataset, _):
        for each in dataset["distribution"]:
            each["sha256"] = WRONG_SHA256
    with pytest.raises(Exception, match="Download") as raised:
        list(croissant_of(copy).records("people"))
    assert WRONG_SHA256 in str(raised.value.__cause__)


def test_a_column_that_is_not_in_its_file_is_not_read(copy: Path) -> None:
    with edited_croissant(copy) as (_, people):
        people["field"][0]["source"]["extract"]["column"] = "nothing"
    with pytest.raises(Exception, match="ReadFields") as raised:
        list(croissant_of(copy).records("people"))
    assert "nothing" in str(raised.value.__cause__)


# DCAT


@cache
def dcat_ap() -> Any:
    import rdflib

    return rdflib.Graph().parse(ROOT / "tests/dcat-ap.ttl")


def dcat_faults(folder: Path) -> str:
    """What pyshacl has to say against the catalogue; empty where it conforms."""
    import pyshacl
    import rdflib

    path = folder / "data/dcat.jsonld"
    graph = rdflib.Graph().parse(path, format="json-ld", publicID=path.as_uri())
    conforms, _, text = pyshacl.validate(graph, shacl_graph=dcat_ap())
    return "" if conforms else text


def node(graph: Any, id_: str) -> Any:
    [found] = (each for each in graph["@graph"] if each["@id"] == id_)
    return found


def distribution(graph: Any) -> Any:
    return node(graph, "#people")["dcat:distribution"][0]


def test_the_catalogue_conforms_to_dcat_ap(folder: Path) -> None:
    assert dcat_faults(folder) == ""


def test_every_table_is_a_dataset_in_three_formats(folder: Path) -> None:
    import rdflib
    from rdflib.namespace import DCAT, RDF

    path = folder / "data/dcat.jsonld"
    graph = rdflib.Graph().parse(path, format="json-ld", publicID=path.as_uri())
    names = {str(each).rpartition("#")[2] for each in graph.subjects(RDF.type, DCAT.Dataset)}
    assert names == {"register", *(table.name for table in TABLES)}
    files = {Path(unquote(urlsplit(str(each)).path)) for each in graph.objects(None, DCAT.downloadURL)}
    assert len(files) == 3 * len(TABLES) + 1
    assert all(file.is_file() for file in files)


@pytest.mark.parametrize(
    ("of", "fault", "complaint"),
    [
        (lambda graph: node(graph, "#catalogue"), {"dcat:dataset": []}, "dcat:dataset"),
        (lambda graph: node(graph, "#catalogue"), {"dct:license": []}, "dct:license"),
        (lambda graph: node(graph, "#catalogue"), {"dct:publisher": {"@id": "#nobody"}}, "dct:publisher"),
        (lambda graph: node(graph, "#publisher"), {"foaf:name": []}, "foaf:name"),
        (lambda graph: node(graph, "#people"), {"dct:title": []}, "dct:title"),
        (lambda graph: node(graph, "#people"), {"dct:description": []}, "dct:description"),
        (lambda graph: node(graph, "#people"), {"dct:modified": {"@type": "xsd:date", "@value": "2020-13-45"}}, "dct:modified"),
        (lambda graph: node(graph, "#people"), {"dct:isPartOf": {"@id": "#nothing"}}, "dct:isPartOf"),
        (distribution, {"dcat:accessURL": []}, "dcat:accessURL"),
        (distribution, {"dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": "-1"}}, "dcat:byteSize"),
        (distribution, {"dct:license": [], "dct:rights": []}, "OrConstraintComponent"),
        (lambda graph: distribution(graph)["spdx:checksum"], {"spdx:checksumValue": "0"}, "spdx:checksumValue"),
    ],
)
def test_faults_in_the_catalogue_are_caught(copy: Path, of: Callable[[Any], Any], fault: dict[str, Any], complaint: str) -> None:
    with edited(copy / "data/dcat.jsonld") as graph:
        of(graph).update(fault)
    assert complaint in dcat_faults(copy)


# RO-Crate

ROOT_MUST_SAY = ("name", "description", "license", "datePublished")


def crate_faults(folder: Path) -> list[str]:
    """What is wrong with the crate as rocrate reads it.

    It refuses some faults itself. Parts that lead nowhere it leaves out, a broken reference it leaves a text, and
    a missing day it makes today's; those we tell by what it read and by what stands there.
    """
    from rocrate.model import Entity
    from rocrate.rocrate import ROCrate

    try:
        crate = ROCrate(folder)
    except (KeyError, ValueError) as error:
        return [f"refused: {error}"]
    root = crate.root_dataset
    stated = node(read(folder / "ro-crate-metadata.json"), "./")
    faults = [f"the root has no {name}" for name in ROOT_MUST_SAY if name not in stated]
    faults += [
        f"{name} leads nowhere" for name in ("license", "creator", "publisher") if name in root and not isinstance(root[name], Entity)
    ]
    if [each["@id"] for each in stated["hasPart"]] != [each.id for each in crate.data_entities]:
        faults.append("a part leads nowhere")
    for file in crate.data_entities:
        path = folder / file.id
        if not path.is_file():
            faults.append(f"{file.id} is not there")
        elif (int(file["contentSize"]), file["sha256"]) != (path.stat().st_size, sha256(path.read_bytes()).hexdigest()):
            faults.append(f"{file.id} is another file")
    return faults


def test_the_crate_is_one(folder: Path, told: Described) -> None:
    from rocrate.rocrate import ROCrate

    assert crate_faults(folder) == []
    crate = ROCrate(folder)
    assert crate.version == "1.2"
    assert crate.root_dataset["license"].id == told.licence.url
    assert {each.id for each in crate.data_entities} == {file.path for file in told.files}


def test_a_crate_is_copied_whole_or_not_at_all(copy: Path, tmp_path: Path) -> None:
    from rocrate.rocrate import ROCrate

    ROCrate(copy).write(tmp_path / "whole")
    assert (tmp_path / "whole/data/csv/people.csv").read_bytes() == (copy / "data/csv/people.csv").read_bytes()
    (copy / "data/csv/people.csv").unlink()
    assert crate_faults(copy) == ["data/csv/people.csv is not there"]
    with pytest.raises(FileNotFoundError):
        ROCrate(copy).write(tmp_path / "part")


@pytest.mark.parametrize(
    ("id_", "fault", "complaint"),
    [
        ("ro-crate-metadata.json", {"about": {"@id": "./nothing"}}, "refused: metadata descriptor does not reference the root entity"),
        ("./", {"@type": "Thing"}, "refused: root entity must have"),
        ("./", {"hasPart": []}, "refused: 'data/"),
        ("./", {"license": None}, "the root has no license"),
        ("./", {"license": {"@id": "https://nowhere.example/"}}, "license leads nowhere"),
        ("./", {"datePublished": None}, "the root has no datePublished"),
        ("data/csv/people.csv", {"@id": "#nobody"}, "a part leads nowhere"),
        ("data/csv/people.csv", {"sha256": WRONG_SHA256}, "data/csv/people.csv is another file"),
        ("data/csv/people.csv", {"contentSize": "1"}, "data/csv/people.csv is another file"),
    ],
)
@pytest.mark.filterwarnings("ignore")
def test_faults_in_the_crate_are_caught(copy: Path, id_: str, fault: dict[str, Any], complaint: str) -> None:
    with edited(copy / "ro-crate-metadata.json") as crate:
        found = node(crate, id_)
        found.update(fault)
        for key in [key for key, value in found.items() if value is None]:
            del found[key]
    assert any(each.startswith(complaint) for each in crate_faults(copy)), crate_faults(copy)


# CITATION.cff and .zenodo.json


def citation_of(folder: Path) -> Any:
    from cffconvert import Citation

    return Citation((folder / "CITATION.cff").read_text("utf8"))


def test_the_citation_is_valid_and_can_be_cited(folder: Path, told: Described) -> None:
    citation = citation_of(folder)
    citation.validate()
    assert citation.cffobj["type"] == "dataset"
    assert "Sijill" in citation.as_bibtex() and told.version in citation.as_apalike()


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("date-released", 'date-released: "2020-13-45"'),
        ("license", 'license: "ours"'),
        ("authors", "authors: []"),
        ("title", ""),
        ("type", 'type: "register"'),
    ],
)
def test_faults_in_the_citation_are_caught(copy: Path, line: str, fault: str) -> None:
    import jsonschema

    path = copy / "CITATION.cff"
    lines = path.read_text("utf8").splitlines()
    path.write_text("\n".join(fault if each.startswith(f"{line}:") else each for each in lines), "utf8")
    with pytest.raises(jsonschema.ValidationError, match=line if fault == "" else None):
        citation_of(copy).validate()


def zenodo_faults(folder: Path) -> list[str]:
    import jsonschema

    checker = jsonschema.Draft7Validator(read(ROOT / "tests/zenodo.schema.json"), format_checker=jsonschema.FormatChecker())
    return [error.message for error in checker.iter_errors(read(folder / ".zenodo.json"))]


def test_zenodo_is_told_what_the_citation_tells(folder: Path) -> None:
    assert zenodo_faults(folder) == []
    ours, theirs = read(folder / ".zenodo.json"), json.loads(citation_of(folder).as_zenodo())
    for name in ("title", "creators", "keywords", "publication_date", "version"):
        assert ours[name] == theirs[name]
    assert ours["license"] == theirs["license"]["id"].lower()


@pytest.mark.parametrize(
    "fault",
    [
        {"license": None},
        {"creators": []},
        {"upload_type": "register"},
        {"publication_date": "2020-13-45"},
        {"language": "Arabic"},
        {"access_right": "everybody"},
    ],
)
def test_faults_in_what_zenodo_is_told_are_caught(copy: Path, fault: dict[str, Any]) -> None:
    with edited(copy / ".zenodo.json") as deposit:
        deposit.update(fault)
        for key in [key for key, value in deposit.items() if value is None]:
            del deposit[key]
    assert len(zenodo_faults(copy)) == 1


# All of them


def named_files(folder: Path) -> Iterator[tuple[str, int, str]]:
    """Path, size and SHA-256 of each file that a catalogue names."""
    for each in read(folder / "data/datapackage.json")["resources"]:
        yield f"data/{each['path']}", each["bytes"], each["hash"].removeprefix("sha256:")
    for each in read(folder / "data/croissant.json")["distribution"]:
        yield f"data/{each['contentUrl']}", int(each["contentSize"].removesuffix(" B")), each["sha256"]
    for dataset in read(folder / "data/dcat.jsonld")["@graph"]:
        for each in dataset.get("dcat:distribution", []):
            checksum = each["spdx:checksum"]["spdx:checksumValue"]["@value"]
            yield f"data/{each['dcat:downloadURL']['@id']}", int(each["dcat:byteSize"]["@value"]), checksum
    for each in read(folder / "ro-crate-metadata.json")["@graph"]:
        if each["@type"] == "File":
            yield each["@id"], int(each["contentSize"]), each["sha256"]


def test_every_file_that_a_catalogue_names_is_there(folder: Path) -> None:
    named = list(named_files(folder))
    assert len(named) > 8 * len(TABLES)
    for path, size, checksum in named:
        content = (folder / path).read_bytes()
        assert (len(content), sha256(content).hexdigest()) == (size, checksum), path


def test_the_same_register_gives_the_same_bytes(folder: Path, news_db: Path, tmp_path: Path) -> None:
    again = published(news_db, tmp_path / "again")
    for path in WRITTEN:
        assert (again / path).read_bytes() == (folder / path).read_bytes(), path
        assert (folder / path).read_bytes().endswith(b"\n")


def test_the_licence_and_whose_the_texts_are_stand_in_each(folder: Path, told: Described) -> None:
    for path in WRITTEN:
        content = (folder / path).read_text("utf8")
        assert told.licence.url in content or told.licence.spdx in content or told.licence.spdx.lower() in content, path
        assert "their texts belong to their outlets" in content, path
    package = read(folder / "data/datapackage.json")
    reserved = {each["name"] for each in package["resources"] if "licenses" in each}
    assert reserved == {"texts", "page_lines"}


def test_where_the_folder_will_lie_is_told(folder: Path, tmp_path: Path, news_db: Path) -> None:
    import rdflib
    from rdflib.namespace import DCAT

    there = published(news_db, tmp_path / "there", URL)
    assert package_errors(there) == set()
    assert dcat_faults(there) == ""
    assert crate_faults(there) == [] == zenodo_faults(there)
    metadata = croissant_of(there).metadata
    assert metadata.url == f"{URL}/"
    citation_of(there).validate()
    assert citation_of(there).cffobj["url"] == f"{URL}/"
    graph = rdflib.Graph().parse(there / "data/dcat.jsonld", format="json-ld")
    addresses = {str(each) for each in graph.objects(None, DCAT.downloadURL)}
    addresses |= {each.content_url for each in metadata.file_objects}
    assert all((there / each.removeprefix(f"{URL}/")).is_file() for each in addresses)
    assert not any(URL.encode() in (folder / path).read_bytes() for path in WRITTEN)


def test_a_register_of_nothing_is_described_too(news_db: Path, tmp_path: Path) -> None:
    shutil.copy(news_db, tmp_path)
    with closing(sqlite3.connect(tmp_path / "news.db")) as connection, connection:
        for table in reversed(TABLES):
            connection.execute(f'delete from "{table.name}"')
    empty = published(tmp_path / "news.db", tmp_path / "dist")
    assert package_errors(empty) == set()
    assert croissant_of(empty).metadata.version.startswith("0.0.0+")
    assert dcat_faults(empty) == ""
    assert zenodo_faults(empty) == []
    citation_of(empty).validate()
    assert crate_faults(empty) == ["the root has no datePublished"]  # nothing in it tells a day, and no clock may
