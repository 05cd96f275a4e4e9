"""The register in the words of those who collect data: Data Package, Croissant, DCAT, RO-Crate, CITATION.cff, Zenodo."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import Any

from plugins.show.words import Bilingual
from publishing.described import Described, DescribedColumn, DescribedTable, File

Json = dict[str, Any]

DATA = "data/"
RESERVED = "other-closed"  # how Open Definition's list of licences calls what is nobody's to use
LANGUAGES = {"ar": "ara", "en": "eng"}

PACKAGE_TYPES = {str: "string", int: "integer", float: "number"}
CROISSANT_TYPES = {str: "sc:Text", int: "sc:Integer", float: "sc:Float"}
CROISSANT = "http://mlcommons.org/croissant/1.1"
CROISSANT_PARQUET = "application/x-parquet"  # the name by which its tools know Parquet
# The context that Croissant 1.1 prescribes.
CROISSANT_CONTEXT: Json = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}

DCAT_CONTEXT: Json = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
DCAT_LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
UNREGISTERED = ("application/jsonl",)  # IANA has no page of it

RO_CRATE = "https://w3id.org/ro/crate/1.2"
RO_CRATE_METADATA = "ro-crate-metadata.json"

ZENODO_PARAGRAPH = '<p lang="{language}" dir="{direction}">{text}</p>'


def catalogues(told: Described, output: Path) -> None:
    """Write into `output` what each kind of catalogue reads. The same register gives the same bytes."""
    written = {
        "data/README.md": readme(told),
        "data/croissant.json": _as_json(croissant(told)),
        "data/datapackage.json": _as_json(datapackage(told)),
        "data/dcat.jsonld": _as_json(dcat(told)),
        RO_CRATE_METADATA: _as_json(ro_crate(told)),
        "CITATION.cff": _as_yaml(citation(told)),
        ".zenodo.json": _as_json(zenodo(told)),
    }
    for path, text in written.items():
        (output / path).write_text(text, "utf8", newline="\n")


def datapackage(told: Described) -> Json:
    """A Tabular Data Package of the CSV files, by Frictionless Data's version 1."""
    return _filled(
        {
            "profile": "tabular-data-package",
            "name": _slug(told.title.en),
            "title": _beside(told.title),
            "description": _below(told.whole_description),
            "homepage": told.url,
            "version": told.version,
            "licenses": [{"name": told.licence.spdx, "path": told.licence.url, "title": told.licence.name}],
            "keywords": _keywords(told),
            "contributors": [{"title": told.title.en, "role": "author"}],
            "sources": [_filled({"title": outlet.name, "path": outlet.url}) for outlet in told.outlets],
            "resources": [_resource(table) for table in told.tables],
        }
    )


def _resource(table: DescribedTable) -> Json:
    file = table.files["csv"]
    return _filled(
        {
            "profile": "tabular-data-resource",
            "name": table.name,
            "path": _from_data(file),
            "title": _beside(table.title),
            "description": _below(table.description),
            "format": "csv",
            "mediatype": file.media,
            "encoding": "utf-8",
            "bytes": file.size,
            "hash": f"sha256:{file.sha256}",
            "licenses": [{"name": RESERVED, "title": table.reserved}] if table.reserved else None,
            "schema": _filled(
                {
                    "fields": [_field(each) for each in table.columns],
                    "missingValues": [""],
                    "primaryKey": list(table.key),
                    "foreignKeys": [_foreign_key(*reference) for reference in _references(table)],
                }
            ),
        }
    )


def _field(each: DescribedColumn) -> Json:
    return _filled(
        {
            "name": each.column.name,
            "type": PACKAGE_TYPES[each.column.holds],
            "description": _below(each.meaning),
            "constraints": None if each.column.nullable else {"required": True},
        }
    )


def _foreign_key(name: str, table: str, column: str) -> Json:
    return {"fields": [name], "reference": {"resource": table, "fields": [column]}}


def croissant(told: Described) -> Json:
    """A dataset of the Parquet files, by MLCommons' Croissant 1.1."""
    return _filled(
        {
            "@context": CROISSANT_CONTEXT,
            "@type": "sc:Dataset",
            "conformsTo": CROISSANT,
            "name": told.title._asdict(),
            "description": told.whole_description._asdict(),
            "url": told.url,
            "version": told.version,
            "datePublished": told.last,
            "license": told.licence.url,
            "keywords": _keywords(told),
            "inLanguage": list(LANGUAGES),
            "creator": {"@type": "sc:Organization", "name": told.title.en, "url": told.url},
            "distribution": [_file_object(table.files["parquet"], told.url) for table in told.tables],
            "recordSet": [_record_set(table) for table in told.tables],
        }
    )


def _file_object(file: File, url: str | None) -> Json:
    return {
        "@type": "cr:FileObject",
        "@id": _from_data(file),
        "name": Path(file.path).name,
        "contentUrl": f"{url}{file.path}" if url else _from_data(file),
        "contentSize": f"{file.size} B",
        "encodingFormat": CROISSANT_PARQUET,
        "sha256": file.sha256,
    }


def _record_set(table: DescribedTable) -> Json:
    references = {name: f"{other}/{column}" for name, other, column in _references(table)}
    return _filled(
        {
            "@type": "cr:RecordSet",
            "@id": table.name,
            "name": table.name,
            "description": table.description._asdict(),
            "key": [{"@id": f"{table.name}/{name}"} for name in table.key],
            "field": [_croissant_field(table, each, references.get(each.column.name)) for each in table.columns],
        }
    )


def _croissant_field(table: DescribedTable, each: DescribedColumn, refers_to: str | None) -> Json:
    name = each.column.name
    return _filled(
        {
            "@type": "cr:Field",
            "@id": f"{table.name}/{name}",
            "name": name,
            "description": each.meaning._asdict(),
            "dataType": CROISSANT_TYPES[each.column.holds],
            "source": {"fileObject": {"@id": _from_data(table.files["parquet"])}, "extract": {"column": name}},
            "references": {"field": {"@id": refers_to}} if refers_to else None,
        }
    )


def dcat(told: Described) -> Json:
    """A catalogue of the register and of each of its tables, by W3C's DCAT 3 and the profile DCAT-AP.

    Addresses are relative to the file itself, or to where that will lie.
    """
    context = {"@base": f"{told.url}data/dcat.jsonld", **DCAT_CONTEXT} if told.url else DCAT_CONTEXT
    tables = [_dataset_of(table, told) for table in told.tables]
    register = {
        **_dcat_dataset("register", told.title, told.whole_description, told),
        "dcat:keyword": [each for keyword in told.keywords for each in _tagged(keyword)],
        "dcat:distribution": [_distribution(told.register, told, None)],
        "dct:hasPart": [{"@id": table["@id"]} for table in tables],
    }
    return {
        "@context": context,
        "@graph": [
            _filled(
                {
                    **_dcat_resource("catalogue", "dcat:Catalog", told.title, told.whole_description, told),
                    "dct:license": {"@id": told.licence.url, "@type": "dct:LicenseDocument"},
                    "foaf:homepage": {"@id": told.url, "@type": "foaf:Document"} if told.url else None,
                    "dcat:dataset": [{"@id": each["@id"]} for each in (register, *tables)],
                }
            ),
            {"@id": "#publisher", "@type": "foaf:Agent", "foaf:name": _tagged(told.title)},
            _filled(register),
            *tables,
        ],
    }


def _dataset_of(table: DescribedTable, told: Described) -> Json:
    return {
        **_dcat_dataset(table.name, table.title, table.description, told),
        "dct:isPartOf": {"@id": "#register"},
        "dcat:distribution": [_distribution(file, told, table.reserved) for file in table.files.values()],
    }


def _dcat_dataset(name: str, title: Bilingual, description: Bilingual, told: Described) -> Json:
    span = {"dcat:startDate": _typed(told.first, "xsd:date"), "dcat:endDate": _typed(told.last, "xsd:date")}
    return _filled(
        {
            **_dcat_resource(name, "dcat:Dataset", title, description, told),
            "dcat:version": told.version,
            "dct:temporal": {"@type": "dct:PeriodOfTime", **span} if told.last else None,
        }
    )


def _dcat_resource(name: str, kind: str, title: Bilingual, description: Bilingual, told: Described) -> Json:
    return _filled(
        {
            "@id": f"#{name}",
            "@type": kind,
            "dct:title": _tagged(title),
            "dct:description": _tagged(description),
            "dct:publisher": {"@id": "#publisher"},
            "dct:language": [{"@id": DCAT_LANGUAGE + code.upper(), "@type": "dct:LinguisticSystem"} for code in LANGUAGES.values()],
            "dct:modified": _typed(told.last, "xsd:date") if told.last else None,
        }
    )


def _distribution(file: File, told: Described, reserved: str | None) -> Json:
    rights = [{"@language": "en", "@value": reserved}] if reserved else _tagged(told.rights)
    return _filled(
        {
            "@id": f"#{_from_data(file)}",
            "@type": "dcat:Distribution",
            "dct:title": Path(file.path).name,
            "dcat:accessURL": {"@id": _from_data(file)},
            "dcat:downloadURL": {"@id": _from_data(file)},
            "dct:format": {"@type": "dct:MediaTypeOrExtent", "rdfs:label": file.media},
            "dcat:mediaType": None if file.media in UNREGISTERED else {"@id": MEDIA_TYPE + file.media, "@type": "dct:MediaType"},
            "dcat:byteSize": _typed(str(file.size), "xsd:nonNegativeInteger"),
            "dct:license": None if reserved else {"@id": told.licence.url, "@type": "dct:LicenseDocument"},
            "dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": rights},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                "spdx:checksumValue": _typed(file.sha256, "xsd:hexBinary"),
            },
        }
    )


def ro_crate(told: Described) -> Json:
    """The folder as a research object, by RO-Crate 1.2: each file of its data, and whose it is."""
    tables = {file.path: table for table in told.tables for file in table.files.values()}
    creator, licence = {"@id": "#creator"}, {"@id": told.licence.url}
    return {
        "@context": f"{RO_CRATE}/context",
        "@graph": [
            {"@id": RO_CRATE_METADATA, "@type": "CreativeWork", "conformsTo": {"@id": RO_CRATE}, "about": {"@id": "./"}},
            _filled(
                {
                    "@id": "./",
                    "@type": "Dataset",
                    "name": _beside(told.title),
                    "description": _below(told.whole_description),
                    "url": told.url,
                    "version": told.version,
                    "datePublished": told.last,
                    "temporalCoverage": f"{told.first}/{told.last}" if told.last else None,
                    "inLanguage": list(LANGUAGES),
                    "keywords": _keywords(told),
                    "license": licence,
                    "creator": creator,
                    "publisher": creator,
                    "hasPart": [{"@id": file.path} for file in told.files],
                }
            ),
            {**creator, "@type": "Organization", "name": told.title.en},
            {**licence, "@type": "CreativeWork", "name": told.licence.name, "description": _below(told.rights)},
            *(_part(file, tables.get(file.path)) for file in told.files),
        ],
    }


def _part(file: File, table: DescribedTable | None) -> Json:
    return _filled(
        {
            "@id": file.path,
            "@type": "File",
            "name": _beside(table.title) if table else Path(file.path).name,
            "description": _below(table.description) if table else None,
            "encodingFormat": file.media,
            "contentSize": str(file.size),
            "sha256": file.sha256,
            "copyrightNotice": table.reserved if table else None,
        }
    )


def citation(told: Described) -> Json:
    """How to cite it, by the Citation File Format 1.2.0."""
    return _filled(
        {
            "cff-version": "1.2.0",
            "message": "Cite the register by these words.",
            "type": "dataset",
            "title": _beside(told.title),
            "abstract": _below(told.whole_description),
            "authors": [{"name": told.title.en}],
            "version": told.version,
            "date-released": told.last,
            "license": told.licence.spdx,
            "url": told.url,
            "keywords": _keywords(told),
        }
    )


def zenodo(told: Described) -> Json:
    """What Zenodo asks of a deposit."""
    paragraphs = zip(LANGUAGES, ("rtl", "ltr"), told.whole_description, strict=True)
    return _filled(
        {
            "upload_type": "dataset",
            "title": _beside(told.title),
            "description": "".join(
                ZENODO_PARAGRAPH.format(language=language, direction=direction, text=escape(text).replace("\n", "<br>"))
                for language, direction, text in paragraphs
            ),
            "creators": [{"name": told.title.en}],
            "version": told.version,
            "publication_date": told.last,
            "access_right": "open",
            "license": told.licence.spdx.lower(),
            "notes": _below(told.rights),
            "keywords": _keywords(told),
            "language": LANGUAGES["ar"],
            "related_identifiers": [{"identifier": told.url, "relation": "isIdenticalTo", "resource_type": "dataset"}]
            if told.url
            else None,
        }
    )


def readme(told: Described) -> str:
    """What a person reads who opens data/."""
    tables = "".join(f"| `{table.name}` | {_in_a_cell(table.description.en)} |\n" for table in told.tables)
    outlets = "".join(f"- {outlet.name}\n" for outlet in told.outlets)
    return f"""# {_beside(told.title)}

{told.description.en} {told.texts.en}

Version {told.version}.

| what | is |
| --- | --- |
| `{_from_data(told.register)}` | the whole register, as a SQLite database |
| `csv/`, `parquet/`, `jsonl/` | each table in a file: CSV, Parquet, JSON Lines |
| `articles-by-month/` | the table `articles` again, as Parquet, a file for each month of publication |
| `datapackage.json`, `croissant.json`, `dcat.jsonld` | every table, column and file described, for programs |
| `SHA256SUMS` | the checksums of all of them: `sha256sum -c SHA256SUMS` |

CSV is UTF-8 and begins with a byte order mark. A text stands in quotation marks there, and NULL is an empty cell without them;
in JSON Lines it is `null`, in Parquet null. No column holds an empty text.

## Tables

| table | what it tells |
| --- | --- |
{tables}
## Rights

The facts are under [{told.licence.name}]({told.licence.url}). They were read from {told.rights.en}:

{outlets}"""


def _references(table: DescribedTable) -> list[tuple[str, str, str]]:
    """Each column that refers to another table, that table, and the column there."""
    told = ((each.column.name, (each.column.refers_to or "").partition(".")) for each in table.columns)
    return [(name, other, column) for name, (other, _, column) in told if column]


def _keywords(told: Described) -> list[str]:
    return [text for keyword in told.keywords for text in keyword]


def _tagged(text: Bilingual) -> list[Json]:
    return [{"@language": language, "@value": value} for language, value in text._asdict().items()]


def _typed(value: str | None, kind: str) -> Json:
    return {"@type": kind, "@value": value}


def _beside(text: Bilingual) -> str:
    return f"{text.ar} · {text.en}"


def _below(text: Bilingual) -> str:
    return f"{text.ar}\n{text.en}"


def _in_a_cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _from_data(file: File) -> str:
    return file.path.removeprefix(DATA)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _filled(told: Json) -> Json:
    return {key: value for key, value in told.items() if value not in (None, [], "")}


def _as_json(told: Json) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _as_yaml(told: Json) -> str:
    """Each entry on a line; what JSON writes is YAML too."""
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in told.items())
