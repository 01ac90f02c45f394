"""What refusals say, as frames; the only sentences of asking that are not in data/questions."""

from typing import Final

REFUSALS: Final[dict[str, dict[str, str]]] = {
    "zh": {
        "attribute_absent": "文中没有写明所问事项。[相近的规定：{nearby}]",
        "open_matter": "{left}[相近的规定：{nearby}]",
        "delegated": "文中没有写明，另有规定：{nearby}",
        "false_premise": "问题的前提与文中不符。文中规定：{nearby}",
        "no_such_provision": "文中没有{reference}：共{articles}条[，{article}共{items}项]。",
        "out_of_scope": "这个问题不在所收法规的范围之内。",
        "many_readings": "这个词在许多规定里出现，请说明想问的是下列哪一种。",
        "not_understood": "没有读懂这个问题，请换一种说法，或者参考下列可以回答的问题。",
    },
    "en": {
        "attribute_absent": "The text does not say this.[ What it says nearby: {nearby}]",
        "open_matter": "The text leaves this open: {left}[ What it says nearby: {nearby}]",
        "delegated": "The text does not say this; it leaves it to other rules: {nearby}",
        "no_such_provision": "There is no {reference}: {articles} articles (条)[; {article} has {items} items (项)].",
        "false_premise": "That is not what the text says. It says: {nearby}",
        "out_of_scope": "This is not a matter of the regulations held here.",
        "many_readings": "Many provisions have this word; please say which of these you mean.",
        "not_understood": "The question was not understood; please put it in other words, or try one of those below.",
    },
}
VERDICTS: Final[dict[str, dict[tuple[str, str], str]]] = {
    "zh": {
        ("yes", "must"): "要[，这是{modality}][，也是{condition}]。",
        ("yes", "may"): "可以[，这是{modality}][，也是{condition}]。",
        ("yes", "is"): "是[，这是{modality}][，也是{condition}]。",
        ("yes", "without"): "可以不[，这是{modality}][，也是{condition}]。",
        ("yes", "forgo"): "可以不[，这是{modality}][，也是{condition}]。",
        ("no", "must"): "不是必须[，这是{modality}][，也是{condition}]。",
        ("no", "may"): "不可以[，这是{modality}][，也是{condition}]。",
        ("no", "is"): "不是[，这是{modality}][，也是{condition}]。",
        ("no", "pass"): "不行[，这是{modality}][，也是{condition}]。",
        ("no", "without"): "不行[，这是{modality}][，也是{condition}]。",
        ("no", "otherwise"): "不是[，这是{modality}][，也是{condition}]。",
    },
    "en": {
        ("yes", "must"): "Yes, that is required. ",
        ("yes", "may"): "Yes, that is allowed. ",
        ("yes", "is"): "Yes. ",
        ("yes", "without"): "Yes, one may do without. ",
        ("yes", "forgo"): "Yes, one may do without. ",
        ("no", "must"): "No, that is not required. ",
        ("no", "may"): "No, that is not allowed. ",
        ("no", "is"): "No. ",
        ("no", "pass"): "No, that is not enough. ",
        ("no", "without"): "No, one may not do without. ",
        ("no", "otherwise"): "No, the text says otherwise. ",
    },
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
BAD_LINE: Final = "不是 JSON（not JSON）：{why}"
NO_QUESTION: Final = "缺少文字形式的 question · no text under question"
BAD_CONTEXT: Final = "context 应是问题的列表 · context has to be a list of questions"
