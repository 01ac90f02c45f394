"""The message table of the web door: Chinese first, English beside it."""

from typing import Final

API_DESCRIPTION: Final = (
    "以日常语言提问中国法规，回答逐字引用条款并附查询。非法律意见。\n\n"
    "Ask a Chinese regulation in everyday language; answers quote provisions and bring their query. "
    "Not legal advice."
)

TAGS: Final[dict[str, str]] = {
    "ask": "提问 · ask",
    "validate": "核对提交数据 · check a submission",
    "regulations": "法规、条款和规范 · regulations, provisions and norms",
    "submissions": "保存的提交数据 · submissions that are kept",
    "sparql": "查询图谱 · query the graph (SPARQL 1.1 Protocol)",
    "service": "服务 · the service",
}
EXAMPLE_QUESTION: Final = "理事长单位要承担什么责任？"

SUBMISSIONS_PAGE: Final = "/submissions"
NAVIGATION: Final[tuple[tuple[str, str, str], ...]] = (
    ("/", "提问", "Ask"),
    ("/regulation", "条文", "Read"),
    ("/validate", "核对", "Check"),
    (SUBMISSIONS_PAGE, "存档", "Kept"),
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
    "false_premise": ("前提不符", "false premise"),
}

PROBLEMS: Final[dict[str, str]] = {
    "bad_request": "请求无法读取 · the request cannot be read",
    "bad_json": "请求体不是 JSON · the body is not JSON",
    "not_found": "没有这个地址 · there is nothing at this address",
    "method_not_allowed": "这个地址不接受该方法 · this address does not take that method",
    "not_acceptable": "没有所要求的格式 · there is no such form of it",
    "too_large": "请求体过大 · the body is too large",
    "wrong_media_type": "请求体须为 application/json · the body has to be application/json",
    "rdf_media_type": (
        "提交数据须为 Turtle、TriG、N-Triples、N-Quads、RDF/XML 或 JSON-LD，并写明媒体类型 · "
        "send Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD with its media type"
    ),
    "no_file": "缺少文件部分 file · the part `file` is missing",
    "bad_fields": "请求的字段不符合约定 · the fields are not what the contract says",
    "unknown_regulation": "没有收录该法规 · this regulation is not held: {iri}",
    "unknown_data": "没有保存这份数据 · no such data are kept: {iri}",
    "no_store": (
        "服务没有启用存储，不保存提交数据；用 policy-kg serve --store 目录 启用 · "
        "nothing is kept here: the service was started without --store DIRECTORY"
    ),
    "foreign_page": "别的网站的页面不能改动这里保存的数据 · a page of another site may not change what is kept here",
    "no_query": "缺少参数 query · the parameter query is missing",
    "many_queries": "一次请求只能有一个 query · one request has one query",
    "bad_format": "没有这种格式 · there is no such format: json, xml, csv, tsv, turtle, ntriples",
    "query_encoding": "查询不是 UTF-8 · the query is not UTF-8",
    "query_media_type": (
        "查询须以 application/sparql-query 或表单（UTF-8）提交 · "
        "send a query as application/sparql-query or as a form, in UTF-8"
    ),
    "error": "服务器内部错误 · an error inside the server",
}

KINDS: Final[dict[str, tuple[str, str]]] = {
    "class": ("类", "classes"),
    "property": ("属性", "properties"),
    "scheme": ("词表", "concept schemes"),
    "concept": ("概念", "concepts"),
    "other": ("其他", "others"),
}
UNVERIFIED: Final = "未核实"

READ_ONLY: Final = "这里只能查询，不能更新 · this only reads, an update is refused"
QUERY_FAILED: Final[dict[str, tuple[str, str]]] = {
    "bad_query": ("查询没有完成", "The query failed"),
    "query_syntax": ("查询有语法错误", "Syntax error"),
    "query_refused": ("查询被拒绝", "Refused"),
    "query_timeout": ("查询超时，已停止", "Stopped at the time limit"),
    "query_crashed": ("查询所需内存过多", "Too much memory"),
    "query_too_large": ("结果过大", "The result is too large"),
    "query_busy": ("同时运行的查询过多，请稍后再试", "Busy, try again later"),
}

LONG_CONTEXT: Final = "最多 {most} 个字 · at most {most} characters"

SERVING: Final = """\
policy-kg {program} · {address}
法规 regulations {regulations} · 条款项目 provisions {provisions}
规范 norms {norms} · 问题类型 kinds of question {patterns}
图谱 graph {graph}；按 Ctrl-C 停止 · Ctrl-C stops it"""
KEEPING: Final = "按请求保存提交数据 submissions kept on request: {path}"
NOT_SERVED: Final = "{address} 无法监听 · cannot be listened on: {reason}；另选 choose another with --host/--port"
STOPPED: Final = "已停止 stopped"
