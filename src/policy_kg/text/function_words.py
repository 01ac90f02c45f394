"""Characters that do the work of grammar: they are never taken for slips of the pen."""

from typing import Final

QUESTION: Final = frozenset("谁啥什么怎哪几多少何吗嘛呢么吧")
"""Characters of question words."""
GRAMMAR: Final = QUESTION | frozenset(
    "的得地了着过啊呀哦的之所以也都还就才又再很太更最只光不没无未别非勿必须应当要能会可敢肯是有在为被把给叫使"
    "对往从由于到跟和与及或并且但而若如则因其此这那本该各每某我你他她它们咱您个一二两三四五六七八九十"
)
