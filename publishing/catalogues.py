"""What is published, described as others' tools read it: Data Package, Croissant, DCAT, RO-Crate, CITATION.cff, Zenodo."""

from __future__ import annotations

import json
from pathlib import Path
from posixpath import relpath
from typing import Any

import yaml

from plugins.show.words import Bilingual
from publishing.described import Described, DescribedFile, DescribedTable

Told = dict[str, Any]

MAKER = "Sijill"
ARTICLES_OF_OTHERS = "The articles' texts belong to the outlets that published them."
UNDATED = "1970-01-01"  # a register whose articles state no date
LANGUAGES = {"ar": "ara", "en": "eng"}  # ISO 639-1 and 639-3
PACKAGE_TYPES = {str: "string", int: "integer", float: "number"}
# As the specification gives it, word for word: validators compare.
CROISSANT_CONTEXT = json.loads((Path(__file__).resolve().parent / "web" / "croissant-context.json").read_text("utf8"))
CROISSANT_TYPES = {str: "sc:Text", int: "sc:Integer", float: "sc:Float"}


def catalogues(described: Described, output: Path) -> None:
    """Write all descriptions to `output`, each where its tools look for it."""
    for path, told in {
        "data/datapackage.json": data_package(described),
        "data/croissant.json": croissant(described),
        "data/dcat.jsonld": dcat(described),
        "ro-crate-metadata.json": ro_crate(described),
        ".zenodo.json": zenodo(described),
    }.items():
        (output / path).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf8")
    (output / "CITATION.cff").write_text(yaml.safe_dump(citation(described), allow_unicode=True, sort_keys=False), "utf8")


def data_package(described: Described) -> Told:
    """A Tabular Data Package of the CSV files: https://specs.frictionlessdata.io/tabular-data-package/."""
    return {
        "profile": "tabular-data-package",
        "name": MAKER.lower(),
        "title": _line(described.title),
        "description": _lines(described.text),
        "version": described.version,
        "keywords": list(described.keywords),
        "licenses": [{"name": described.license_id, "path": described.license_url, "title": described.license}],
        "contributors": [{"title": MAKER, "role": "author"}],
        "sources": [_known(title=name, path=_site(domain)) for name, _, domain in described.outlets],
        **({"homepage": described.url} if described.url else {}),
        "resources": [_resource(table) for table in described.tables],
    }


def _resource(table: DescribedTable) -> Told:
    file = table.files["csv"]
    return {
        "profile": "tabular-data-resource",
        "name": table.table.name,
        "title": _line(table.title),
        "description": _lines(table.text),
        "path": _in_data(file),
        "format": "csv",
        "mediatype": file.media_type,
        "encoding": "utf-8-sig",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "schema": {
            "fields": [
                {
                    "name": column.name,
                    "type": PACKAGE_TYPES[column.holds],
                    "description": _lines(table.meanings[column.name]),
                    "constraints": {"required": not column.nullable},
                }
                for column in table.columns
            ],
            **({"primaryKey": list(table.table.key)} if table.table.key else {}),
            "foreignKeys": [
                {"fields": [column.name], "reference": {"resource": other, "fields": [key]}}
                for column in table.columns
                if column.refers_to
                for other, key in [column.refers_to.split(".")]
            ],
            "missingValues": [""],
        },
    }


def croissant(described: Described) -> Told:
    """A dataset of Parquet files for machine learning: http://mlcommons.org/croissant/1.1."""
    return {
        "@context": CROISSANT_CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": MAKER.lower(),
        "alternateName": _line(described.title),
        "description": _lines(described.text),
        "license": described.license_url,
        "keywords": list(described.keywords),
        "inLanguage": list(LANGUAGES),
        "version": f"1.0.0+{described.version}",
        "datePublished": described.last or UNDATED,
        "creator": {"@type": "sc:Organization", "name": MAKER},
        "citeAs": _cited(described),
        "url": described.url or "./",
        "usageInfo": ARTICLES_OF_OTHERS,
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": _in_data(table.files["parquet"]),
                "name": _in_data(table.files["parquet"]),
                "description": _lines(table.text),
                "contentUrl": _in_data(table.files["parquet"]),
                "contentSize": f"{table.files['parquet'].bytes} B",
                "encodingFormat": "application/x-parquet",
                "sha256": table.files["parquet"].sha256,
            }
            for table in described.tables
        ],
        "recordSet": [_record_set(table) for table in described.tables],
    }


def _record_set(table: DescribedTable) -> Told:
    name = table.table.name
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": f"{_line(table.title)}\n{_lines(table.text)}",
        **({"key": [{"@id": f"{name}/{column}"} for column in table.table.key]} if table.table.key else {}),
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{column.name}",
                "name": column.name,
                "description": _lines(table.meanings[column.name]),
                "dataType": CROISSANT_TYPES[column.holds],
                "source": {"fileObject": {"@id": _in_data(table.files["parquet"])}, "extract": {"column": column.name}},
                **({"references": _referred(column.refers_to)} if column.refers_to else {}),
            }
            for column in table.columns
        ],
    }


def dcat(described: Described) -> Told:
    """A catalogue of one dataset, as DCAT-AP 3 wants it: https://semiceu.github.io/DCAT-AP/releases/3.0.0/."""
    title = [{"@value": described.title.ar, "@language": "ar"}, {"@value": described.title.en, "@language": "en"}]
    text = [{"@value": described.text.ar, "@language": "ar"}, {"@value": described.text.en, "@language": "en"}]
    publisher = {"@id": "#publisher", "@type": "foaf:Agent", "foaf:name": MAKER}
    spoken = [{"@id": f"http://publications.europa.eu/resource/authority/language/{code.upper()}"} for code in LANGUAGES.values()]
    spanned = {"@type": "dct:PeriodOfTime", "dcat:startDate": _date(described.first), "dcat:endDate": _date(described.last)}
    return {
        "@context": DCAT_CONTEXT,
        "@id": "#catalogue",
        "@type": "dcat:Catalog",
        "dct:title": title,
        "dct:description": text,
        "dct:publisher": publisher,
        "dct:language": spoken,
        "dcat:dataset": {
            "@id": "#dataset",
            "@type": "dcat:Dataset",
            "dct:title": title,
            "dct:description": text,
            "dct:publisher": {"@id": "#publisher"},
            "dct:identifier": f"{MAKER.lower()}-{described.version}",
            "dct:language": spoken,
            "dct:accessRights": {"@id": "http://publications.europa.eu/resource/authority/access-right/PUBLIC"},
            "dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": ARTICLES_OF_OTHERS},
            "dcat:theme": {"@id": "http://publications.europa.eu/resource/authority/data-theme/GOVE"},
            "dcat:keyword": list(described.keywords),
            **({"dct:temporal": spanned} if described.first else {}),
            **({"dcat:landingPage": {"@id": described.url, "@type": "foaf:Document"}} if described.url else {}),
            "dcat:distribution": [_distribution(described, file) for file in described.files],
        },
    }


def _distribution(described: Described, file: DescribedFile) -> Told:
    address = f"{described.url}{file.path}" if described.url else _in_data(file)
    return {
        "@id": f"#{_in_data(file)}",
        "@type": "dcat:Distribution",
        "dct:title": _in_data(file),
        "dcat:accessURL": {"@id": address, "@type": "rdfs:Resource"},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{file.media_type}", "@type": "dct:MediaType"},
        "dcat:byteSize": {"@value": str(file.bytes), "@type": "xsd:nonNegativeInteger"},
        "dct:license": {"@id": described.license_url, "@type": "dct:LicenseDocument"},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
        },
    }


def ro_crate(described: Described) -> Told:
    """A research object of the whole folder: https://www.researchobject.org/ro-crate/specification/1.1/."""
    files = [
        {
            "@id": file.path,
            "@type": "File",
            "name": _in_data(file),
            "encodingFormat": file.media_type,
            "contentSize": str(file.bytes),
            "sha256": file.sha256,
        }
        for file in described.files
    ]
    return {
        "@context": ["https://w3id.org/ro/crate/1.1/context", {"sha256": "https://w3id.org/ro/terms/workflow-run#sha256"}],
        "@graph": [
            {
                "@id": "ro-crate-metadata.json",
                "@type": "CreativeWork",
                "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
                "about": {"@id": "./"},
            },
            {
                "@id": "./",
                "@type": "Dataset",
                "name": _line(described.title),
                "description": _lines(described.text),
                "datePublished": described.last or UNDATED,
                "version": described.version,
                "keywords": ", ".join(described.keywords),
                "license": {"@id": described.license_url},
                "author": {"@id": "#maker"},
                "usageInfo": ARTICLES_OF_OTHERS,
                **({"url": described.url} if described.url else {}),
                "hasPart": [{"@id": file["@id"]} for file in files],
            },
            {"@id": "#maker", "@type": "Organization", "name": MAKER},
            {"@id": described.license_url, "@type": "CreativeWork", "name": described.license, "description": ARTICLES_OF_OTHERS},
            *files,
        ],
    }


def citation(described: Described) -> Told:
    """How to cite it: https://github.com/citation-file-format/citation-file-format, 1.2.0."""
    return {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below.",
        "type": "dataset",
        "title": _line(described.title),
        "abstract": _lines(described.text),
        "authors": [{"name": MAKER}],
        "license": described.license_id,
        "version": described.version,
        "keywords": list(described.keywords),
        **({"date-released": described.last} if described.last else {}),
        **({"url": described.url} if described.url else {}),
    }


def zenodo(described: Described) -> Told:
    """What Zenodo asks of a deposit: https://developers.zenodo.org/#representation."""
    return {
        "upload_type": "dataset",
        "title": _line(described.title),
        "description": f"<p>{described.text.ar}</p><p>{described.text.en}</p>",
        "creators": [{"name": MAKER}],
        "access_right": "open",
        "license": described.license_id.lower(),
        "keywords": list(described.keywords),
        "language": LANGUAGES["ar"],
        "version": described.version,
        "notes": ARTICLES_OF_OTHERS,
    }


def _line(text: Bilingual) -> str:
    return f"{text.ar} · {text.en}" if text.ar != text.en else text.en


def _lines(text: Bilingual) -> str:
    return f"{text.ar}\n{text.en}" if text.ar != text.en else text.en


def _in_data(file: DescribedFile) -> str:
    return relpath(file.path, "data")


def _referred(refers_to: str) -> Told:
    other, key = refers_to.split(".")
    return {"fileObject": {"@id": f"parquet/{other}.parquet"}, "extract": {"column": key}}


def _site(domain: str | None) -> str | None:
    return f"https://{domain}/" if domain else None


def _date(day: str | None) -> Told:
    return {"@value": day, "@type": "xsd:date"}


def _cited(described: Described) -> str:
    return f"{MAKER}. {described.title.en}. {(described.last or UNDATED)[:4]}. Version {described.version}. {described.license}."


def _known(**values: str | None) -> Told:
    return {name: value for name, value in values.items() if value is not None}


DCAT_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
