"""What refusals say, as frames; the only sentences of asking that are not in data/questions."""

from typing import Final

REFUSALS: Final[dict[str, str]] = {
    "attribute_absent": "文中没有写明所问事项。[相近的规定：{nearby}]",
    "open_matter": "{left}[相近的规定：{nearby}]",
    "delegated": "文中没有写明，另有规定：{nearby}",
    "no_such_provision": "文中没有{reference}：共{articles}条[，{article}共{items}项]。",
    "out_of_scope": "这个问题不在所收法规的范围之内。",
    "many_readings": "这个词在许多规定里出现，请说明想问的是下列哪一种。",
    "not_understood": "没有读懂这个问题，请换一种说法，或者参考下列可以回答的问题。",
}
VERDICTS: Final[dict[tuple[str, str], str]] = {
    ("yes", "must"): "要。",
    ("yes", "may"): "可以。",
    ("yes", "is"): "是。",
    ("yes", "pass"): "可以。",
    ("yes", "without"): "可以不。",
    ("no", "must"): "不是必须。",
    ("no", "may"): "不可以。",
    ("no", "is"): "不是。",
    ("no", "pass"): "不行。",
    ("no", "without"): "不行。",
    ("no", "otherwise"): "不是。",
}
UNDERSTOOD: Final[dict[str, str]] = {
    "none": "没有理解",
    "ambiguous": "一词多问",
    "out_of_scope": "与所收法规无关的问题",
}
DOCUMENT: Final = "《{title}》[，文号{number}][，{attachment}]，共{articles}条（{count}条）。"
PROVISION: Final = "{label}[（{gist}）]"
COLON: Final = "："
INSIDE: Final = "共{count}项：{items}。"
STOP: Final = "。"
BETWEEN: Final = "；"
NUMBER: Final = "（{number}）"
PLACE: Final = "（{label}）"
EMPTY_QUESTION: Final = "问题是空的"
LONG_QUESTION: Final = "问题有 {length} 个字，最多 {most} 个字"
BAD_LINE: Final = "不是 JSON（not JSON）：{why}"
NO_QUESTION: Final = "缺少文字形式的 question · no text under question"
BAD_CONTEXT: Final = "context 应是问题的列表 · context has to be a list of questions"
