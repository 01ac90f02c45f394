"""The standard forms of results."""

import json

from policy_kg.store import Boolean, Select, Term, Triples
from policy_kg.store.convert import turtle

XSD = "http://www.w3.org/2001/XMLSchema#"


def test_standard_forms_of_the_results() -> None:
    row = {
        "a": Term("uri", "http://e/a"),
        "b": Term("literal", '他说 "是",\n好', lang="zh"),
        "c": Term("bnode", "x"),
    }
    found = Select(("a", "b", "c", "d"), (row, {"d": Term("literal", "1", datatype=XSD + "integer")}))
    assert found.to_csv() == 'a,b,c,d\r\nhttp://e/a,"他说 ""是"",\n好",_:x,\r\n,,,1\r\n'
    assert json.loads(json.dumps(found.to_json())) == {
        "head": {"vars": ["a", "b", "c", "d"]},
        "results": {
            "bindings": [
                {
                    "a": {"type": "uri", "value": "http://e/a"},
                    "b": {"type": "literal", "value": '他说 "是",\n好', "xml:lang": "zh"},
                    "c": {"type": "bnode", "value": "x"},
                },
                {"d": {"type": "literal", "value": "1", "datatype": XSD + "integer"}},
            ]
        },
    }
    assert Boolean(True).to_json() == {"head": {}, "boolean": True}


def test_turtle_declares_the_prefixes_that_occur() -> None:
    reg = "https://w3id.org/policy-kg/ontology#"
    page = turtle(Triples(((Term("uri", reg + "a"), Term("uri", reg + "b"), Term("literal", "条", lang="zh")),)))
    assert page == f'@prefix reg: <{reg}> .\nreg:a reg:b "条"@zh .\n'
