"""The message table of the command line: Chinese first, English beside it."""

from typing import Final

HELP: Final[dict[str, str]] = {
    "policy-kg": (
        "把中国法规变成可以提问、核对和浏览的知识图谱。非法律意见。\n\n"
        "A Chinese regulation as a knowledge graph to ask, check and explore. Not legal advice."
    ),
    "ask": "用日常中文提问 · ask a question in everyday Chinese",
    "validate": "核对提交数据 · check submitted RDF",
    "query": "运行 SPARQL 查询 · run a SPARQL query",
    "serve": "启动网页与接口 · serve the page and the API",
    "build": "载入全部知识并列出内容 · load all knowledge and say what is in it",
    "coverage": "规范覆盖了多少原文 · how much of the text the norms cover",
    "ingest": "由原文生成结构 · make the structure from a regulation's source",
    "lexicon": "维护词表 · keep the vocabulary",
    "lexicon.review": (
        "列出提问里词表没有的词，最常见的在前；FILES 每行一个问题或一个 JSON 对象，默认用随附的问题\n\n"
        "List the words of questions that the vocabulary lacks, the commonest first; FILES have a question or a JSON "
        "object a line, the shipped questions by default"
    ),
    "lexicon.review.json": "每个词一行 JSON · one JSON object a word",
    "lexicon.review.most": "最多列出多少词 · how many words at most",
    "validate.profile": (
        "核对方案（shapes 文件名或 IRI），优先于数据所写的 · "
        "the profile (name of its shapes or IRI), before what the data name"
    ),
    "validate.format": (
        "text 供人阅读，html 可存为网页，csv 可用表格软件打开，json 每个输入一行，turtle 是 SHACL 报告 · "
        "text and html for people, csv for spreadsheets, json one object a line, turtle a SHACL report"
    ),
    "validate.syntax": (
        "输入的格式；不写时看文件名的结尾，标准输入（-）看内容 · "
        "the syntax of the input; else by the end of its name, of standard input (-) by its content"
    ),
    "query.format": "table 供人阅读，csv、json 按 SPARQL 1.1 · table for people, csv and json by SPARQL 1.1",
    "query.remote": "改为查询该 SPARQL 端点 · ask this SPARQL endpoint instead",
    "build.check": "再按卫生规则和内部形状检查 · check the hygiene rules and house shapes too",
    "build.output": "把公开数据集写成 N-Quads · write the public dataset as N-Quads",
    "ingest.format": "text 写入文件，json 只输出结构 · text writes files, json prints the structure",
    "ingest.check": "只比较不写入，有差别时退出码为 1 · write nothing, exit 1 when a file on disk differs",
    "coverage.regulation": "只看一部法规（目录名或 IRI）· one regulation only (its folder's name or its IRI)",
    "coverage.format": "text 供人阅读，json 每部法规一行 · text for people, json one regulation a line",
    "coverage.differences": "列出与二读的分歧 · list where the second reading differs",
    "ask.json": "按接口约定输出 JSON · print the JSON of the contract",
    "ask.regulation": "只问这部法规，缺省为最相符的一部 · ask this regulation alone, by default the one that fits best",
    "ask.context": "先前的提问，可多次 · an earlier question, may be repeated",
    "ask.batch": "逐行读取 JSON，逐行输出结果 · read one JSON object a line, print one result a line",
    "knowledge": "另一个数据目录（含 regulations/）· another data folder (with regulations/)",
}

VALIDATE: Final[dict[str, str]] = {
    "nothing": (
        "policy-kg: {source}: ！！！ 没有任何节点受到核对，结论不说明数据合规 · "
        "!!! nothing was looked at: the verdicts do not say that the data comply"
    ),
}

INGEST_SUMMARY: Final = """\
{title}
{number}
章 {chapters} · 条 {articles} · 款 {paragraphs} · 项 {items} · 目 {subitems} · 引文 {anchors} · 存疑 {flags}
(chapters, articles, paragraphs, items, subitems, quotes, flags)
码点 code points {length}
source sha256 {source_sha256}
text sha256   {text_sha256}
"""

INGEST_FILE: Final[dict[str, str]] = {
    "written": "已写入 written: {path}",
    "unchanged": "未变 unchanged: {path}",
    "differs": "有差别 differs: {path}",
}

COVERAGE: Final[dict[str, str]] = {
    "figure": "项目 figure",
    "value": "值 value",
    "characters": "字数 characters",
    "covered": "已覆盖 covered",
    "spans": "证据片段 spans",
    "spans.value": (
        "{count}；最短 min {shortest}，中位 median {median:g}，p90 {ninetieth}，最长 max {longest}；"
        "超过 above {limit}: {above:.0%}；跨条文 crossing: {crossing}"
    ),
    "signals": "模态词 modal words",
    "signals.value": "{signals}；无对应证据 outside fitting evidence: {loose}",
    "norms": "规范 norms",
    "modalities": "按模态 by modality",
    "functions": "按功能 by function",
    "none": "无 none",
    "open_matters": "未决事项 open matters",
    "alternative_readings": "另一读法 alternative readings",
    "enforcement": "核对 enforcement",
    "enforcement.value": (
        "由约束核对 by shapes {by_shape}；只由人判断 by a person {by_person}；"
        "不能核对 not checkable {not_checkable}；遗漏 forgotten {forgotten}"
    ),
    "not_checkable.title": "不能在提交数据上核对的规范 norms that cannot be checked on submissions",
    "forgotten.title": "没有核对也没有说明的规范 norms neither checked nor explained",
    "reason": "原因 reason",
    "agreement": "二读一致 agreement",
    "agreement.value": (
        "{pairs} 对 pairs ({norms}/{second})；模态 modality {modality:.2f} (κ {kappa:.2f})；"
        "承担者 bearer {bearer:.2f}；片段 span {span:.2f}"
    ),
    "uncovered.title": "没有覆盖的文字 uncovered text",
    "loose.title": "没有对应证据的模态词 modal words outside fitting evidence",
    "differences.title": "与二读的分歧 differences from the second reading",
    "provision": "条文 provision",
    "place": "位置 place",
    "text": "文字 text",
    "word": "词 word",
    "kinds": "标示 marks",
    "aspect": "方面 aspect",
    "norm": "规范 norm",
    "second": "二读 second",
    "ours": "本库 ours",
    "theirs": "对方 theirs",
    "recorded": "已记另一读法 recorded",
}

REVIEW: Final[dict[str, str]] = {
    "title": "词表没有的词 words that the vocabulary lacks: {shown} / {words}（{questions} 个问题 questions）",
    "word": "词 word",
    "questions": "问题数 questions",
    "example": "例 example",
}

QUERY_ROWS: Final = "{count} 行 rows"

BUILD: Final[dict[str, str]] = {
    "title": "知识已载入 knowledge loaded ({seconds:.2f} s)",
    "regulations": "法规 regulations",
    "provisions": "条款项目 provisions",
    "norms": "规范 norms",
    "concepts": "概念 concepts",
    "patterns": "问题类型 kinds of question",
    "triples": "三元组 triples",
    "files": "文件 files",
    "written": "已写入 written: {path}",
    "broken": "{offender}\n  {rule}: {says}",
    "clean": "各条规则均已遵守 · all rules are obeyed",
    "unclean": "违反规则 {count} 处 · rules are broken in {count} places",
    "learning": "从已标注的问题学习 · learning from labelled questions",
    "vectors": "计算 {count} 个问题的向量 · vectors of {count} questions",
    "dense": "语义比较已就绪：{count} 个问题 · comparing by meaning is ready",
    "sparse": "不作语义比较，只按字词 · no comparing by meaning, by words alone",
}

ANSWER: Final[dict[str, str]] = {
    "one_of": "给出一个问题，或者 --batch 文件 · give one question, or --batch FILE",
    "citation": "【{label}】{quote}",
    "suggestion": "· {question}",
    "understood": "理解为：{understood}",
    "query": "所用查询 SPARQL：",
    "disclaimer": "非法律意见 · Not legal advice",
}
