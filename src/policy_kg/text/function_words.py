"""Characters that do the work of grammar: they are never taken for slips of the pen."""

from typing import Final

QUESTION: Final = frozenset("谁啥什么怎哪几多少何吗嘛呢么吧")
"""Characters of question words."""
GRAMMAR: Final = QUESTION | frozenset(
    "的得地了着过啊呀哦的之所以也都还就才又再很太更最只光不没无未别非勿必须应当要能会可敢肯是有在为被把给叫使"
    "对往从由于到跟和与及或并且但而若如则因其此这那本该各每某我你他她它们咱您个照依按起一二两三四五六七八九十"
)
_WORDS: Final = """
没有 可以 能够 需要 应该 必须 应当 不能 不用 不要 不可 不许 不得 不行 怎么办 咋办 怎么 怎样 什么 哪些 多少 为何 如何
神马 干嘛 是不是 能不能 要不要 算不算 可不可以 行不行 对不对 有没有 会不会 够不够 成不成 是否 可否 能否 应否 得否
哪几种 由谁来 多长 的话 请问 麻烦 一下 一个 一定 还是 或者 以及 只要 只有 就是 不是 就算 就行了 没错 不同 属于 作为
具体 一般 有关 进行
觉得 知道 想问 听说 比如 例如 分别 究竟 到底 然后 现在 时候 这样 那样 这么 那么 之后 之前 以后 以前 里头 里面 方面
东西 事情 情况 问题 谢谢 您好 你好 咨询 请教 意思 进来 出来 起来 下来 上去 下去 过来 出去 上来 回来
"""
FUNCTION_WORDS: Final = frozenset(_WORDS.split())


def is_function_word(word: str) -> bool:
    """Whether the word does the work of grammar or of politeness."""
    return word in FUNCTION_WORDS or GRAMMAR.issuperset(word)
