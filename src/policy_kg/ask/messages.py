"""What refusals say, as frames; the only sentences of asking that are not in data/questions."""

from typing import Final

REFUSALS: Final[dict[str, dict[str, str]]] = {
    "zh": {
        "attribute_absent": "文中没有写明所问事项。[相近的规定：{nearby}]",
        "open_matter": "{left}[相近的规定：{nearby}]",
        "delegated": "文中没有写明，另有规定：{nearby}",
        "false_premise": "问题的前提与文中不符。文中规定：{nearby}",
        "no_such_provision": "文中没有{reference}：[{whole}{inside}][共{articles}条]。",
        "no_norms": "这部法规的规范还没有整理，不能回答。",
        "out_of_scope": "这个问题不在所收法规的范围之内。",
        "many_readings": "这个词在许多规定里出现，请说明想问的是下列哪一种。",
        "not_understood": "没有读懂这个问题，请换一种说法，或者参考下列可以回答的问题。",
    },
    "en": {
        "attribute_absent": "The text does not say this.[ What it says nearby: {nearby}]",
        "open_matter": "The text leaves this open: {left}[ What it says nearby: {nearby}]",
        "delegated": "The text does not say this; it leaves it to other rules: {nearby}",
        "no_such_provision": "There is no {reference}: [{whole} {inside}][{articles} articles (条)].",
        "false_premise": "That is not what the text says. It says: {nearby}",
        "no_norms": "The norms of this regulation have not been curated yet, so nothing can be answered.",
        "out_of_scope": "This is not a matter of the regulations held here.",
        "many_readings": "Many provisions have this word; please say which of these you mean.",
        "not_understood": "The question was not understood; please put it in other words, or try one of those below.",
    },
}
DIVIDED: Final[dict[str, dict[str, str]]] = {
    "zh": {"items": "共{number}项", "paragraphs": "只有{number}款", "whole": "不分项"},
    "en": {
        "items": "has {number} items (项)",
        "paragraphs": "has {number} paragraphs (款)",
        "whole": "has no items (项)",
    },
}
VERDICTS: Final[dict[str, dict[tuple[str, str], str]]] = {
    "zh": {
        ("yes", "is"): "是",
        ("yes", "must"): "要",
        ("yes", "may"): "可以",
        ("yes", "pass"): "是",
        ("yes", "forgo"): "可以不",
        ("no", "is"): "不是",
        ("no", "must"): "不是必须",
        ("no", "may"): "不可以",
        ("no", "pass"): "不行",
    },
    "en": {
        ("yes", "is"): "Yes",
        ("yes", "must"): "Yes, one must",
        ("yes", "may"): "Yes, one may",
        ("yes", "pass"): "Yes",
        ("yes", "forgo"): "Yes, one may do without",
        ("no", "is"): "No",
        ("no", "must"): "No, one need not",
        ("no", "may"): "No, one may not",
        ("no", "pass"): "No",
    },
}
VERDICT: Final[dict[str, str]] = {
    "zh": "{verdict}[，这是{modality}][，也是{condition}]。",
    "en": "{verdict}. The text says: ",
}
UNDERSTOOD: Final[dict[str, str]] = {
    "none": "没有理解",
    "ambiguous": "一词多问",
    "out_of_scope": "与所收法规无关的问题",
}
READ_AS: Final = "（将{pairs}）"
PAIR: Final = "“{typed}”读作“{name}”"
DOCUMENT: Final = "《{title}》[，文号{number}][，{attachment}]，共{articles}条（{count}条）。"
PROVISION: Final = "{label}[（{gist}）]"
COLON: Final = "："
INSIDE: Final = "共{count}项：{items}。"
OPEN_LIST: Final = "以“等”结尾，未穷尽"
ACCORDING: Final[dict[str, str]] = {"zh": "", "en": "According to the text: "}
STOP: Final = "。"
BETWEEN: Final = "；"
NUMBER: Final = "（{number}）"
PLACE: Final = "（{label}）"
EMPTY_QUESTION: Final = "问题是空的"
LONG_QUESTION: Final = "问题有 {length} 个字，最多 {most} 个字"
UNKNOWN_REGULATION: Final = "没有收录这部法规：{iri} · this regulation is not held"
BAD_LINE: Final = "不是 JSON（not JSON）：{why}"
NO_QUESTION: Final = "缺少文字形式的 question · no text under question"
BAD_CONTEXT: Final = "context 应是问题的列表 · context has to be a list of questions"
