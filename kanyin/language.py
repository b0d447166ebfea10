"""The language of a book: tags in one spelling, and a decision from the text where there is no tag to trust.

In: a tag as an author writes it (`zh_CN`, `zh-TW`) or Markdown texts. Out: a BCP 47 tag (`zh-Hans`, `zh-Hant`,
`zh-Hant-HK`, `ja`, `ko`, `en`, ...). It picks no fonts and reports nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-[a-z]{3}){0,3}?(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<rest>(?:-[a-z0-9]{1,8})*)"
)
_WORDS = {
    "中文": "zh-Hans", "汉语": "zh-Hans", "简体中文": "zh-Hans", "简体": "zh-Hans", "chinese": "zh-Hans",
    "繁體中文": "zh-Hant", "繁体中文": "zh-Hant", "繁體": "zh-Hant", "日本語": "ja", "한국어": "ko", "english": "en",
}  # fmt: skip
_MISTAKES = {"cn": "zh-Hans", "tw": "zh-Hant", "hk": "zh-Hant-HK", "jp": "ja", "chs": "zh-Hans", "cht": "zh-Hant"}
_HONG_KONG = frozenset({"HK", "MO"})  # Macau prints by Hong Kong's conventions
_TRADITIONAL = frozenset({"TW", "HK", "MO"})

# Characters of everyday text that one script has and the other has not: simplified, then traditional. Pairs whose
# simplified form is a traditional word too (后, 里, 云, 只, 干, 面) do not tell the scripts apart and are left out.
_PAIRS = (
    "们們 这這 来來 国國 说說 时時 为為 会會 对對 发發 学學 过過 还還 经經 长長 问問 开開 间間 关關 门門 见見 现現 "
    "实實 动動 电電 车車 东東 书書 话話 语語 读讀 写寫 让讓 认認 识識 请請 谁誰 该該 详詳 议議 论論 记記 讲講 设設 "
    "许許 证證 评評 试試 诗詩 误誤 调調 谈談 课課 译譯 词詞 边邊 远遠 进進 运運 连連 选選 义義 习習 乐樂 买買 卖賣 "
    "产產 亲親 从從 传傳 优優 价價 众眾 备備 军軍 农農 决決 务務 劳勞 势勢 办辦 励勵 历歷 厂廠 压壓 县縣 双雙 变變 "
    "号號 听聽 员員 团團 园園 围圍 图圖 圆圓 场場 块塊 声聲 处處 头頭 夺奪 奋奮 妇婦 孙孫 宁寧 宝寶 审審 宽寬 导導 "
    "寻尋 专專 将將 尔爾 尽盡 层層 属屬 岁歲 岛島 师師 带帶 帮幫 广廣 庆慶 应應 庙廟 废廢 异異 张張 归歸 当當 录錄 "
    "忆憶 态態 总總 恶惡 惊驚 惯慣 战戰 户戶 执執 扩擴 报報 担擔 择擇 损損 换換 摆擺 敌敵 数數 断斷 无無 旧舊 显顯 "
    "晓曉 术術 机機 杂雜 权權 条條 极極 构構 标標 树樹 样樣 桥橋 检檢 楼樓 欢歡 欧歐 残殘 气氣 汉漢 汤湯 沟溝 泪淚 "
    "济濟 测測 浓濃 满滿 灭滅 灯燈 灵靈 点點 炼煉 烧燒 热熱 爱愛 爷爺 状狀 犹猶 独獨 猎獵 环環 疗療 盘盤 监監 码碼 "
    "础礎 确確 礼禮 种種 称稱 积積 稳穩 穷窮 笔筆 笼籠 简簡 类類 粮糧 约約 红紅 级級 纪紀 纯純 纸紙 组組 细細 终終 "
    "结結 给給 绝絕 统統 继繼 续續 绿綠 维維 综綜 编編 缘緣 网網 罗羅 职職 联聯 胜勝 脑腦 脸臉 艺藝 节節 苏蘇 药藥 "
    "营營 虑慮 虽雖 补補 装裝 规規 视視 觉覺 观觀 触觸 计計 订訂 训訓 货貨 质質 贵貴 费費 资資 赖賴 赛賽 转轉 轮輪 "
    "软軟 轻輕 较較 输輸 达達 迁遷 递遞 遗遺 邮郵 释釋 针針 钟鐘 钢鋼 铁鐵 银銀 错錯 锦錦 闲閒 阅閱 队隊 阳陽 阴陰 "
    "际際 陆陸 陈陳 险險 随隨 难難 页頁 项項 须須 顺順 顾顧 预預 领領 频頻 题題 颜顏 风風 飞飛 饭飯 饮飲 馆館 马馬 "
    "驶駛 验驗 鱼魚 鸟鳥 鸡雞 黄黃 齐齊 龙龍 龟龜"
)
_SIMPLIFIED_ONLY = frozenset(pair[0] for pair in _PAIRS.split())
_TRADITIONAL_ONLY = frozenset(pair[1] for pair in _PAIRS.split())

_FENCED = re.compile(r"^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
_SAMPLE = 400_000  # characters looked at, shared among the chapters


def canonical(tag: str) -> str | None:
    """Return the tag in its one spelling (`zh_cn` → `zh-Hans`), or None where it is not a BCP 47 tag."""
    word = tag.strip().casefold()
    if word in _WORDS:
        return _WORDS[word]
    found = _TAG.fullmatch(word.split(".")[0].replace("_", "-"))
    if not found or found["language"] in _MISTAKES:
        return None
    language = "zh" if found["language"] in ("cmn", "zho", "chi") else found["language"]
    region = (found["region"] or "").upper()
    script = (found["script"] or "").title()
    if language == "zh" and script in ("", "Hans", "Hant"):
        return _chinese(script, region)
    if language in ("ja", "ko") and not script:
        return language
    return "-".join(part for part in (language, script, region, found["rest"].lstrip("-")) if part)


def meant(tag: str) -> str | None:
    """Return the tag that a common mistake (`cn`, `jp`) stands for."""
    return _MISTAKES.get(tag.strip().casefold())


def decide(tag: str | None, texts: Sequence[str]) -> str:
    """Return the book's language: `tag` (canonical), unless it is absent, or English over a text mostly of Han.

    mdBook writes `language = "en"` into every new book; that must not set a Chinese text in Latin fonts.
    """
    if tag is not None and tag.split("-")[0] != "en":
        return tag
    counts = _count(texts)
    east_asian = counts["han"] + counts["kana"] + counts["hangul"]
    everything = east_asian + counts["latin"]
    if tag is not None:
        return _east_asian(counts) if east_asian * 2 > everything else tag
    # A Chinese book on programming may hold more English words than Han characters outside its code blocks.
    return _east_asian(counts) if not everything or east_asian * 4 >= everything else "en"


def _chinese(script: str, region: str) -> str:
    traditional = script == "Hant" or (not script and region in _TRADITIONAL)
    if not traditional:
        return "zh-Hans"
    return "zh-Hant-HK" if region in _HONG_KONG else "zh-Hant"


def _east_asian(counts: Counter[str]) -> str:
    # Running Japanese is about half kana; a Chinese text that cites Japanese words stays far below a tenth.
    if counts["kana"] * 10 > counts["kana"] + counts["han"]:
        return "ja"
    if counts["hangul"] > counts["han"]:
        return "ko"
    return "zh-Hant" if counts["traditional"] > counts["simplified"] else "zh-Hans"


def _count(texts: Sequence[str]) -> Counter[str]:
    """Count characters of each script, and words of Latin: a Han character weighs as much as an English word."""
    counts: Counter[str] = Counter()
    share = _SAMPLE // max(1, len(texts))
    for text in texts:
        sample = _FENCED.sub("", text[:share])
        counts["latin"] += len(re.findall(r"[A-Za-zÀ-ɏ]+", sample))
        for character, times in Counter(sample).items():
            for name in _names(character):
                counts[name] += times
    return counts


def _names(character: str) -> tuple[str, ...]:
    if "぀" <= character <= "ヿ" and character not in "・ー゛゜":
        return ("kana",)
    if "가" <= character <= "힣" or "ᄀ" <= character <= "ᇿ":
        return ("hangul",)
    if not ("一" <= character <= "鿿" or "㐀" <= character <= "䶿" or "𠀀" <= character <= "\U0003ffff"):
        return ()
    if character in _SIMPLIFIED_ONLY:
        return ("han", "simplified")
    return ("han", "traditional") if character in _TRADITIONAL_ONLY else ("han",)
