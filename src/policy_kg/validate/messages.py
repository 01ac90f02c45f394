"""The message table of checking: Chinese first, English beside it."""

from typing import Final

Words = dict[str, str]

VERDICTS: Final[dict[str, Words]] = {
    "VIOLATED": {"zh": "不符合", "en": "not compliant"},
    "INSUFFICIENT": {"zh": "信息不足", "en": "information missing"},
    "MANUAL": {"zh": "需人工判断", "en": "for a person to judge"},
    "SATISFIED": {"zh": "符合", "en": "compliant"},
    "NOT_APPLICABLE": {"zh": "不适用", "en": "not applicable"},
}

UNSTATED: Final[Words] = {"zh": "未写明", "en": "not stated"}
BETWEEN: Final[Words] = {"zh": "、", "en": ", "}
ABSENCE_COUNTS: Final[Words] = {
    "zh": "提交者声明该项已全部写出（reg:completeFor {name}），没有即为没有。",
    "en": " The submission declares reg:completeFor {name}: what is not there does not exist.",
}

SLIPS: Final[dict[str, Words]] = {
    "unknown_property": {
        "zh": "没有属性 {path}，这句话没有被读取。",
        "en": "There is no property {path}, so this statement was not read.",
    },
    "unknown_class": {
        "zh": "没有类 {value}，这句话没有被读取。",
        "en": "There is no class {value}, so this statement was not read.",
    },
    "unknown_term": {
        "zh": "没有 {value} 这个值，这句话没有被读取。",
        "en": "There is no term {value}, so this statement was not read.",
    },
    "literal_for_resource": {
        "zh": "{path} 的值应当是一个资源，这里是文字“{value}”，没有被读取。",
        "en": "{path} takes a resource, and here is the text “{value}”, which was not read.",
    },
    "resource_for_literal": {
        "zh": "{path} 的值应当是文字、日期或者真假值，这里是资源 {value}，没有被读取。",
        "en": "{path} takes a literal, and here is the resource {value}, which was not read.",
    },
    "not_a_date": {
        "zh": "{path} 的值应当是 xsd:date 类型的日期，这里是“{value}”，没有被读取。",
        "en": "{path} takes a date of type xsd:date, and here is “{value}”, which was not read.",
    },
    "date_time_for_date": {
        "zh": "{path} 的值应当是 xsd:date，这里是 xsd:dateTime“{value}”，没有被读取。",
        "en": "{path} takes an xsd:date, and here is the xsd:dateTime “{value}”, which was not read.",
    },
    "not_a_boolean": {
        "zh": "{path} 的值应当是 true 或者 false（xsd:boolean），这里是“{value}”，没有被读取。",
        "en": "{path} takes true or false (xsd:boolean), and here is “{value}”, which was not read.",
    },
    "wrong_value_class": {
        "zh": "{value} 的类型不能作 {path} 的值，这句话没有被读取。",
        "en": "{value} is of a class that {path} does not take, so this statement was not read.",
    },
    "wrong_subject_class": {
        "zh": "{focus} 的类型通常没有属性 {path}。",
        "en": "{focus} is of a class that does not have the property {path}.",
    },
    "term_for_value": {
        "zh": "{path} 的值应当是一个个体，这里是本体的类或者属性 {value}，没有被读取。",
        "en": "{path} takes an individual, and here is the class or property {value}, which was not read.",
    },
    "not_listed": {
        "zh": "{value} 不是 {path} 可取的值之一，这句话没有被读取。",
        "en": "{value} is none of the values that {path} takes, so this statement was not read.",
    },
    "perhaps_ours": {
        "zh": "{value} 是不是另有规定的机关，从它的名称看不出来，这句话没有被读取。",
        "en": "Whether {value} is the authority that has a term of ours its name does not tell, so it was not read.",
    },
    "nameless": {
        "zh": "{path} 的值是没有名称的空白节点，看不出是哪个机关，这句话没有被读取。",
        "en": "{path} has a blank node without a name, which does not say who it is, so this statement was not read.",
    },
    "not_described": {
        "zh": "{path} 指向 {value}，而数据中没有写这个节点。",
        "en": "{path} points to {value}, of which the data say nothing.",
    },
    "law_property": {
        "zh": "{path} 用来描述法规本身，不用于提交数据，这句话没有被读取。",
        "en": "{path} describes the regulation itself and not what is submitted, so this statement was not read.",
    },
    "untyped": {
        "zh": "{focus} 没有写明是什么（缺 rdf:type）。",
        "en": "What {focus} is is not stated (rdf:type is missing).",
    },
    "redefinition": {
        "zh": "提交数据不能改动本体的用语 {focus}，这句话没有被读取。",
        "en": "A submission cannot change the term {focus} of the ontology, so this statement was not read.",
    },
}

NEAREST: Final[dict[str, Words]] = {
    "name": {"zh": "最接近的正确写法是 {nearest}。", "en": "The nearest right name is {nearest}."},
    "date": {
        "zh": '写作 "{nearest}"^^xsd:date。',
        "en": 'Write "{nearest}"^^xsd:date.',
    },
    "perhaps_ours": {
        "zh": "如果就是它，写作 {nearest}；如果不是，为它写明另外的名称（rdfs:label）和类。",
        "en": "If it is, write {nearest}; if it is not, give it a name of its own (rdfs:label) and its class.",
    },
    "class": {"zh": "类型应当是 {nearest}。", "en": "Its class should be {nearest}."},
    "none": {"zh": "查看该方案的类与属性表后改正。", "en": "Correct it by the list of classes and properties."},
}

NOTES: Final[dict[str, Words]] = {
    "same": {
        "zh": "{focus} 已认作 {taken}。",
        "en": "{focus} was taken for {taken}.",
    },
    "nothing": {
        "zh": "没有任何节点受到核对：结论不说明数据合规。",
        "en": "Nothing was looked at: the verdicts do not say that the data comply.",
    },
}

TEXT: Final[dict[str, str]] = {
    "source": "来源 source: {source}",
    "verdict": "结论 verdict: {zh}（{en}）",
    "profile": "方案 profile: {label} <{profile}>",
    "nothing": (
        "！！！ 没有任何节点受到核对：下面的结论不说明数据合规。\n"
        "!!! Nothing was looked at: what follows does not say that the data comply."
    ),
    "provision": "{label}　{zh}（{en}）",
    "quote": "  原文 text: {quote}",
    "finding": "  [{kind}] {zh}\n      {en}",
    "node": "      节点 node: {focus}",
    "fix": "      改正 fix: {zh}\n               {en}",
    "manual": "  [人工 manual] {zh}\n      {en}",
    "slips": "数据写法 slips in the data",
    "note": "注意 note: {zh} {en}",
    "targets": "核对范围 looked at: {targets}",
    "target": "{name} {nodes}",
    "between": "，",
    "versions": "版本 versions: policy-kg {program}, graph {graph}, {engine}",
    "disclaimer": "非法律意见。Not legal advice.",
}
KINDS: Final[dict[str, str]] = {
    "Compliance": "不符合 not compliant",
    "Completeness": "信息不足 missing",
    "Slip": "笔误 slip",
}
