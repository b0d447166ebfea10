"""The title of an official document in lines: words whole, lines balanced, in the shape of a trapezium or a lozenge
(7.3.1).

In: a title. Out: its lines. Where words begin and end only a reader knows: a table of the words such titles are made of
stands in for one, and a bar in `cover_title` is always obeyed. Pure functions on strings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from kanyin.covers import balanced, ems

WIDEST = 19
"""The longest line of a title, in em of its type: of the 20 that the measure holds, half of one stays free at either
side."""

_MOST = 4
"""So many lines are weighed against each other; a longer title is only balanced."""

# Words that titles are made of, and that a line's end must not tear. Longer ones come to the same as their parts.
_WORDS = tuple(
    """
    关于 通知 通报 通告 公告 决定 决议 命令 意见 报告 请示 批复 议案 纪要 公报 办法 规定 规范 规程 条例 细则
    方案 计划 规划 要点 总结 工作 管理 实施 印发 转发 批转 发布 公布 下达 召开 举办 举行 开展 进行 加强 加快
    推进 推动 促进 深化 完善 健全 落实 贯彻 执行 做好 建立 建设 制定 制订 修订 修改 调整 成立 撤销 设立 组织
    任命 任免 表彰 奖励 授予 申报 申请 报送 征集 征求 审核 审查 审批 检查 督查 监督 考核 评选 评审 评估 整治
    整改 治理 防治 预防 保护 利用 发展 改革 创新 服务 保障 支持 扶持 安全 生产 质量 技术 标准 信息 数据 网络
    教育 培训 学习 学校 学生 教师 文化 旅游 体育 卫生 医疗 健康 社会 社区 农村 农业 城市 环境 生态 资源 能源
    水利 交通 建筑 房屋 土地 森林 防火 防汛 抗旱 应急 救援 救灾 财政 财务 资金 经费 预算 决算 审计 税收 金融
    投资 项目 工程 采购 招标 合同 市场 价格 企业 公司 单位 部门 机关 政府 委员会 协会 学会 办公室 办公厅 领导
    小组 人员 干部 职工 会议 活动 事项 问题 情况 措施 制度 机制 体系 政策 法规 年度 季度 春季 夏季 秋季 冬季
    上半年 下半年 专项 行动 重点 全面 进一步 切实 有关 相关 若干 部分 暂行 试行 补充 紧急 严格 统一 联合 共同
    名单 目录 指南 手册 档案 公文 印章 手工 造纸 备料 采收
    """.split()  # noqa: SIM905
)
_AFTER = tuple("的和与及、》）”")
_NOT_FIRST = frozenset("，、。；：！？）》」』〉”’…—·")
_NOT_LAST = frozenset("（《「『〈“‘")


def lines(title: str) -> tuple[str, ...]:
    """Return the title's lines; a bar marks a break its author wants."""
    broken = tuple(part.strip() for part in title.split("|") if part.strip())
    if len(broken) > 1:
        return broken
    if not broken:
        return ()
    [text] = broken
    for count in range(1, _MOST + 1):
        if count * WIDEST >= ems(text) and (found := _best(text, count)):
            return found
    return tuple(balanced(text, WIDEST))


def _best(text: str, count: int) -> tuple[str, ...] | None:
    """Return the best way to break the text into so many lines, None where there is none."""
    places = [place for place in range(1, len(text)) if _may_break(text, place)]
    candidates = (_cut(text, chosen) for chosen in combinations(places, count - 1)) if count > 1 else iter([(text,)])
    return min(_near(candidates, ems(text) / count, count), key=lambda parts: _cost(text, parts), default=None)


def _near(candidates: Iterator[tuple[str, ...]], mean: float, count: int) -> Iterator[tuple[str, ...]]:
    """Yield those that fit, and of three lines and more only those whose lines are not far from alike."""
    for parts in candidates:
        widths = [ems(part) for part in parts]
        if max(widths) <= WIDEST and (count < 3 or max(abs(width - mean) for width in widths) <= 6):
            yield parts


def _cut(text: str, places: Sequence[int]) -> tuple[str, ...]:
    return tuple(text[start:end].strip() for start, end in pairwise((0, *places, len(text))))


def _may_break(text: str, place: int) -> bool:
    """Tell whether a line may end before `place`: not at a mark on the wrong side, not in a Latin word or a number."""
    before, after = text[place - 1], text[place]
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return not (_is_narrow(before) and _is_narrow(after)) or " " in (before, after)


def _is_narrow(character: str) -> bool:
    return character.isascii() or character in "〔〕"


def _cost(text: str, parts: Sequence[str]) -> float:
    widths = [ems(part) for part in parts]
    return _uneven(widths) + _misshapen(widths) + sum(_torn(text, place) for place in _places(text, parts))


def _places(text: str, parts: Sequence[str]) -> Iterator[int]:
    """Yield where in the text each line but the last ends."""
    end = 0
    for part in parts[:-1]:
        end = text.index(part, end) + len(part)
        yield end


def _uneven(widths: Sequence[float]) -> float:
    """Lines of a trapezium differ, by two to four characters at best; more is lopsided."""
    return sum(abs(abs(one - other) - 3) * 0.3 for one, other in pairwise(widths))


def _misshapen(widths: Sequence[float]) -> float:
    """A trapezium grows or shrinks from line to line, a lozenge is widest in the middle; no hourglass, no rectangle."""
    steps = [other - one for one, other in pairwise(widths)]
    rises, falls = any(step > 0.6 for step in steps), any(step < -0.6 for step in steps)
    if steps and not rises and not falls:
        return 1.5
    peak = widths.index(max(widths))
    turns = any(step < -0.6 for step in steps[:peak]) or any(step > 0.6 for step in steps[peak:])
    return 4 if turns else 0


def _torn(text: str, place: int) -> float:
    """Return what a line's end here costs: nothing where a phrase ends, much inside a word or a name in 《》."""
    if any(text.find(word, max(0, place - len(word) + 1), place + len(word) - 1) >= 0 for word in _WORDS):
        return 8
    inside = text.rfind("《", 0, place) > text.rfind("》", 0, place)
    after = text[place:].lstrip()
    if text[:place].rstrip().endswith(_AFTER) and not after.startswith("的"):
        return 3 if inside else 0
    if after.startswith("关于"):
        return 0
    known = any(text.endswith(word, 0, place) for word in _WORDS) or any(after.startswith(word) for word in _WORDS)
    return (1.5 if known and not after.startswith("的") else 4) + (3 if inside else 0)
