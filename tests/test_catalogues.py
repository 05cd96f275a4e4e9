"""The descriptions of what is published, each read by its own tool; a fault that is planted in each is found."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import frictionless
import mlcroissant
import pytest
from cffconvert import Citation
from pyshacl import validate as validate_shapes
from rdflib import Graph
from rocrate.rocrate import ROCrate

from pipeline.schema import TABLES, columns
from publishing.catalogues import catalogues
from publishing.described import Described, described
from publishing.site import metadata

SHAPES = Path(__file__).with_name("dcat-ap.ttl")
URL = "https://example.org/sijill/"
Told = dict[str, Any]


@pytest.fixture
def folder(dist: Path, tmp_path: Path) -> Path:
    """What was published, to plant faults in: its data and its descriptions."""
    shutil.copytree(dist / "data", tmp_path / "data")
    for name in ("ro-crate-metadata.json", "CITATION.cff", ".zenodo.json"):
        shutil.copy(dist / name, tmp_path)
    return tmp_path


def change(path: Path, plant: Callable[[Told], object]) -> None:
    told = json.loads(path.read_text("utf8"))
    plant(told)
    path.write_text(json.dumps(told, ensure_ascii=False), "utf8")


def resource(told: Told, name: str) -> Told:
    found: Told = next(each for each in told["resources"] if each["name"] == name)
    return found


# Each is valid, and each fault is found. What a tool does not look at, files and hashes, is looked at here for all.


def errors_of_data_package(folder: Path) -> list[str]:
    report = frictionless.validate(str(folder / "data/datapackage.json"))
    return [error.type for task in report.tasks for error in task.errors] + [error.type for error in report.errors]


def test_the_data_package_is_valid_with_its_csv_and_its_foreign_keys(folder: Path) -> None:
    assert errors_of_data_package(folder) == []


@pytest.mark.parametrize(
    ("plant", "found"),
    [
        (lambda told: resource(told, "people").update(hash="sha256:" + 64 * "0"), "hash-count"),
        (lambda told: resource(told, "people").update(bytes=1), "byte-count"),
        (lambda told: resource(told, "people").update(path="csv/nobody.csv"), "scheme-error"),
        (lambda told: resource(told, "people")["schema"]["fields"].pop(), "extra-label"),
        (lambda told: resource(told, "people")["schema"]["fields"][1].update(type="integer"), "type-error"),
        (lambda told: told["resources"][0].pop("name"), "resource-error"),
    ],
)
def test_a_fault_of_the_data_package_is_found(folder: Path, plant: Callable[[Told], object], found: str) -> None:
    change(folder / "data/datapackage.json", plant)
    assert found in errors_of_data_package(folder)


def test_a_foreign_key_that_leads_nowhere_is_found(folder: Path) -> None:
    path = folder / "data/csv/roles.csv"
    path.write_text(path.read_text("utf8").replace('"sergey-lavrov"', '"nobody"'), "utf8")
    assert "foreign-key" in errors_of_data_package(folder)


def faults_of_croissant(folder: Path, *record_sets: str) -> str:
    """What the tool says of the description, or while it reads these record sets."""
    try:
        dataset = mlcroissant.Dataset(jsonld=str(folder / "data/croissant.json"))
        for name in record_sets:
            list(dataset.records(name))
    except Exception as error:
        return f"{error!r} {error.__cause__!r}"
    return str(dataset.metadata.ctx.issues.report())


def test_the_croissant_is_valid_and_its_records_are_the_registers(folder: Path) -> None:
    assert faults_of_croissant(folder, *(table.name for table in TABLES)) == ""
    records = mlcroissant.Dataset(jsonld=str(folder / "data/croissant.json")).records("people")
    names = {record["people/id"].decode(): record["people/name_ar"].decode() for record in records}
    assert names["sergey-lavrov"] == "سيرغي لافروف"


@pytest.mark.parametrize(
    ("plant", "found"),
    [
        (lambda told: told.pop("license"), "license"),
        (lambda told: told["recordSet"][0]["field"][0]["source"].update(extract={"column": "nothing"}), "ReadFields(countries)"),
        (lambda told: told["recordSet"][0]["field"][0].update(dataType="sc:Nothing"), "Nothing"),
        (lambda told: told["recordSet"][2]["field"][3]["references"].update(field={"@id": "nowhere/id"}), "nowhere"),
        (lambda told: told["recordSet"][0]["field"][0]["source"].update(fileObject={"@id": "parquet/nowhere.parquet"}), "nowhere"),
    ],
)
def test_a_fault_of_the_croissant_is_found(folder: Path, plant: Callable[[Told], object], found: str) -> None:
    change(folder / "data/croissant.json", plant)
    assert found in faults_of_croissant(folder, "countries")


def test_a_file_that_is_another_than_the_croissant_says_is_found(folder: Path) -> None:
    shutil.copy(folder / "data/parquet/topics.parquet", folder / "data/parquet/people.parquet")
    assert "hash" in faults_of_croissant(folder, "people").lower()


def faults_of_dcat(folder: Path) -> str:
    """What breaks the shapes; the file's own context is all that is needed to read it."""
    graph = Graph().parse(folder / "data/dcat.jsonld", publicID="http://127.0.0.1/data/dcat.jsonld")
    assert len(graph) > 500
    conforms, _, told = validate_shapes(graph, shacl_graph=Graph().parse(SHAPES))
    return "" if conforms else str(told)


def test_the_dcat_catalogue_conforms(folder: Path) -> None:
    assert faults_of_dcat(folder) == ""


@pytest.mark.parametrize(
    ("plant", "found"),
    [
        (lambda told: told.pop("dct:publisher"), "publisher"),
        (lambda told: told["dcat:dataset"].pop("dct:title"), "title"),
        (lambda told: told["dcat:dataset"]["dcat:distribution"][0].pop("dcat:accessURL"), "accessURL"),
        (lambda told: told["dcat:dataset"]["dcat:distribution"][0].pop("dct:license"), "license"),
        (lambda told: told["dcat:dataset"]["dcat:distribution"][0]["dcat:byteSize"].update({"@value": "large"}), "byteSize"),
        (lambda told: told["dcat:dataset"]["dct:temporal"]["dcat:startDate"].update({"@value": "2020-13-45"}), "startDate"),
    ],
)
def test_a_fault_of_the_dcat_catalogue_is_found(folder: Path, plant: Callable[[Told], object], found: str) -> None:
    change(folder / "data/dcat.jsonld", plant)
    assert found in faults_of_dcat(folder)


def read_crate(folder: Path) -> ROCrate:
    """A crate as rocrate reads it, with what the specification says that a root must have."""
    crate = ROCrate(str(folder))
    missing = [name for name in ("name", "description", "datePublished", "license") if not crate.root_dataset.get(name)]
    strange = [entity.id for entity in crate.data_entities if not (folder / entity.id).is_file()]
    unread = [each for each in ("license", "author") if isinstance(crate.root_dataset.get(each), str)]
    if missing or strange or unread:
        raise ValueError(f"missing {missing}, files that are not there {strange}, led nowhere {unread}")
    return crate


def test_the_crate_is_read_with_all_its_files(folder: Path) -> None:
    crate = read_crate(folder)
    assert len(crate.data_entities) == 1 + 3 * len(TABLES)
    assert crate.root_dataset["author"]["name"] == "Sijill"


@pytest.mark.parametrize(
    "plant",
    [
        lambda told: told["@graph"].pop(0),
        lambda told: told["@graph"][0].update(about={"@id": "#nothing"}),
        lambda told: told["@graph"][1].pop("license"),
        lambda told: (
            told["@graph"][-1].update({"@id": "data/nothing.csv"}),
            told["@graph"][1]["hasPart"].append({"@id": "data/nothing.csv"}),
        ),
        lambda told: told["@graph"].pop(2),
        lambda told: told.pop("@context"),
    ],
)
def test_a_fault_of_the_crate_is_found(folder: Path, plant: Callable[[Told], object]) -> None:
    change(folder / "ro-crate-metadata.json", plant)
    with pytest.raises((ValueError, KeyError)):
        read_crate(folder)


def test_the_citation_is_valid_and_a_fault_of_it_is_found(folder: Path) -> None:
    text = (folder / "CITATION.cff").read_text("utf8")
    citation = Citation(text)
    citation.validate()
    assert "Sijill" in citation.as_apalike()
    for sound, broken in (("type: dataset", "type: folder"), ("license: CC-BY-4.0", "license: CC"), ("authors:", "writers:")):
        assert sound in text
        with pytest.raises(Exception, match=r"(?s)."):
            Citation(text.replace(sound, broken)).validate()


def test_zenodo_is_told_what_it_asks_for(folder: Path) -> None:
    told = json.loads((folder / ".zenodo.json").read_text("utf8"))
    assert {"upload_type", "title", "description", "creators", "access_right", "license"} <= set(told)
    assert (told["upload_type"], told["access_right"], told["license"]) == ("dataset", "open", "cc-by-4.0")


# All of them tell the same.


def test_every_table_and_column_is_described(folder: Path) -> None:
    package = json.loads((folder / "data/datapackage.json").read_text("utf8"))
    croissant = json.loads((folder / "data/croissant.json").read_text("utf8"))
    schema = {(table.name, column.name) for table in TABLES for column in columns(table)}
    assert {
        (each["name"], field["name"]) for each in package["resources"] for field in each["schema"]["fields"] if field["description"]
    } == schema
    assert {tuple(field["@id"].split("/")) for each in croissant["recordSet"] for field in each["field"] if field["description"]} == schema


def told_files(folder: Path) -> Iterator[tuple[str, int, str]]:
    """Path in data/, size and hash of each file that any description tells."""
    data = folder / "data"
    for each in json.loads((data / "datapackage.json").read_text("utf8"))["resources"]:
        yield each["path"], each["bytes"], each["hash"].removeprefix("sha256:")
    for each in json.loads((data / "croissant.json").read_text("utf8"))["distribution"]:
        yield each["contentUrl"], int(each["contentSize"].removesuffix(" B")), each["sha256"]
    for each in json.loads((data / "dcat.jsonld").read_text("utf8"))["dcat:dataset"]["dcat:distribution"]:
        yield each["dcat:accessURL"]["@id"], int(each["dcat:byteSize"]["@value"]), each["spdx:checksum"]["spdx:checksumValue"]["@value"]
    for each in json.loads((folder / "ro-crate-metadata.json").read_text("utf8"))["@graph"]:
        if each["@type"] == "File":
            yield each["@id"].removeprefix("data/"), int(each["contentSize"]), each["sha256"]


def test_every_file_that_is_described_is_there_as_described(folder: Path) -> None:
    told = list(told_files(folder))
    assert len(told) == 2 * (1 + 3 * len(TABLES)) + 2 * len(TABLES)
    for name, size, digest in told:
        data = (folder / "data" / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (size, digest), name


@pytest.fixture
def placed(folder: Path) -> Described:
    return described(folder, metadata(), URL)


def test_where_the_folder_will_lie_is_told_where_it_is_known(folder: Path, placed: Described) -> None:
    catalogues(placed, folder)
    assert faults_of_dcat(folder) == ""
    assert errors_of_data_package(folder) == []
    assert f"{URL}data/csv/people.csv" in (folder / "data/dcat.jsonld").read_text("utf8")
    Citation((folder / "CITATION.cff").read_text("utf8")).validate()
