"""The message table of the web door: Chinese first, English beside it."""

from typing import Final

API_DESCRIPTION: Final = (
    "以日常语言提问中国法规，回答逐字引用条款并附查询。非法律意见。\n\n"
    "Ask a Chinese regulation in everyday language; answers quote provisions and bring their query. "
    "Not legal advice."
)

TAGS: Final[dict[str, str]] = {
    "ask": "提问 · ask",
    "regulations": "法规、条款和规范 · regulations, provisions and norms",
    "service": "服务 · the service",
}
EXAMPLE_QUESTION: Final = "理事长单位要承担什么责任？"

NAVIGATION: Final[tuple[tuple[str, str, str], ...]] = (
    ("/", "提问", "Ask"),
    ("/regulation", "条文", "Read"),
    ("/check", "核对", "Check"),
    ("/sparql", "查询", "Query"),
    ("/docs", "接口", "API"),
)

STATUS: Final[dict[str, tuple[str, str]]] = {
    "answered": ("已回答", "answered"),
    "not_stated": ("文中未写明", "not stated"),
    "out_of_scope": ("不在范围内", "out of scope"),
    "ambiguous": ("有多种理解", "ambiguous"),
    "not_understood": ("没有读懂", "not understood"),
}
VERDICT: Final[dict[str, tuple[str, str]]] = {"yes": ("是", "yes"), "no": ("否", "no")}
REASON: Final[dict[str, tuple[str, str]]] = {
    "no_such_provision": ("没有这一条款", "no such provision"),
    "delegated": ("另行规定", "left to other rules"),
    "open_matter": ("文中留有空白", "left open"),
    "attribute_absent": ("没有这一事项", "attribute absent"),
}

PROBLEMS: Final[dict[str, str]] = {
    "bad_request": "请求无法读取 · the request cannot be read",
    "bad_json": "请求体不是 JSON · the body is not JSON",
    "not_found": "没有这个地址 · there is nothing at this address",
    "method_not_allowed": "这个地址不接受该方法 · this address does not take that method",
    "too_large": "请求体过大 · the body is too large",
    "wrong_media_type": "请求体须为 application/json · the body has to be application/json",
    "bad_fields": "请求的字段不符合约定 · the fields are not what the contract says",
    "unknown_regulation": "没有收录该法规 · this regulation is not held: {iri}",
    "unknown_data": "没有保存这份数据 · no such data are kept: {iri}",
    "error": "服务器内部错误 · an error inside the server",
}

UNVERIFIED: Final = "未核实"

SERVING: Final = """\
policy-kg {program} · {address}
法规 regulations {regulations} · 条款项目 provisions {provisions}
规范 norms {norms} · 问题类型 kinds of question {patterns}
图谱 graph {graph}；按 Ctrl-C 停止 · Ctrl-C stops it"""
NOT_SERVED: Final = (
    "{address} 无法监听 · cannot be listened on: {reason}；另选 choose another with --host/--port"
)
STOPPED: Final = "已停止 stopped"
