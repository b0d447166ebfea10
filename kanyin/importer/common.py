"""Tables of common Han characters: data for guessing an encoding and a script, nothing else.

In: nothing. Out: `COMMON`, the characters that make up most of any modern Chinese text, and the two halves of `PAIRS`,
the forms found only in simplified or only in traditional text. No ranking is kept: membership is all the guesses need.
"""

from __future__ import annotations

from typing import Final

# Frequent characters whose form is the same in both scripts.
_SHARED: Final = (
    "的一是不了在人有我他中上大和地到以要就出可也你生能而子那得于下自之年作用道行所然家事成方多去法如都同面起看定"
    "天分好小部其些主理心她本前因只想日者意力它把十民第公此已工使情明性知全三又正外高由很最重物手向文政美相被利什"
    "二等或新己制身果加西月合回特代信表化老世位次度任常先海通教原提立及比解水名真各入口平系活更打女四神何安少才反"
    "受目太量再感建做接必件管期市直德命山金指克保至形社便空治展科司五基眼非白界光放即像且思王完式色路南品住告求程"
    "北死交取格望共清今切院候九八六七百千元半江油志引究史拿示台支技近未根局片准派青快易足深苦早夜房火春夏秋花草林"
    "木石土田村城旁吃喝坐站跑笑哭唱字句章卷集序音食往充推持造配流布角落留夫母父哥弟妹姐友朋客古昔夕晨晚晴雨雪星河"
    "湖波浪黑蓝紫甘甜香味精容助包置居底低周需型消除防影例依照答案右左企群斤采走跟器曾存素功具委抓改革令京央省府州"
    "初末停止步速送退追逃避迫迷途旅温冷暖若苗英荣荷菜幕暮牛羊犬象虎皮毛衣服巾帽料米巴士兵族席副仍介付仔份休佛供促"
    "修倒借健免典冒冬刀刊列判刺刻努勇勤升午卓占印危厚另否含吸呼哈哪唯商善喊喜嘴固堂境墙增失奇套始姑娘季孩宇守宋宗"
    "宜室害密富寒察寸寺封射尊尚尺尾屋川巧巨希幸幼店座康延弱彩待律微忍忙忘念忽怎怒急怪恐恩息悉惜愉慈慢慰托扣批找承"
    "投抗折抱拉拍招拜按挑排探援撒播操收攻故效救散敢整施昌映昨景普智暗朝材束某柔查柱桃梅森植楚欣欲武殊段每永池沉沙"
    "沿泉泥注洋洗混渐游源激炎烈煮熟版玉玩班球甚甲申男略疑病登皇盛着睛睡短破祖祝福私秀秘租移稿穿突窗竟童端竹算箱索"
    "累考耳肉背胜脱腿致舍般船良茶荒莫著蒙血街裁言警谷豆超越跳辛迎述逐逢酒野首鬼魂鲁默嘅係咁啲嚟唔喺佢冇咗哋㗎睇嗰"
    "乜咩"
)

# Simplified and traditional form of the frequent characters that differ.
PAIRS: Final = (
    "国國个個来來为為这這们們时時说說会會对對发發后後里裡过過学學经經么麼动動现現当當没沒还還进進样樣开開从從实實"
    "军軍无無与與长長机機关關点點业業将將两兩间間问問应應战戰头頭体體见見产產几幾话話内內儿兒东東声聲员員义義认認"
    "条條气氣题題尔爾别別变變总總电電数數报報结結务務场場计計资資许許统統区區队隊决決马馬书書则則听聽却卻达達强強"
    "难難权權设設记記类類据據边邊张張该該规規万萬觉覺术術领領确確传傳师師观觀让讓识識带帶导導争爭运運级級办辦议議"
    "单單车車华華备備满滿转轉专專较較断斷图圖连連团團众眾复復语語济濟劳勞组組织織党黨阶階维維护護爱愛红紅热熱亲親"
    "买買卖賣银銀钱錢铁鐵门門风風飞飛鱼魚鸟鳥龙龍岁歲历歷乡鄉农農严嚴丰豐临臨举舉乐樂习習云雲亚亞亿億仅僅价價优優"
    "伟偉伤傷伦倫侧側债債兴興养養写寫冲衝凉涼减減击擊划劃刘劉创創剧劇剑劍劝勸励勵势勢医醫协協卫衛压壓厂廠厅廳双雙"
    "叶葉号號吗嗎启啟响響园園围圍圆圓圣聖坏壞块塊坚堅坛壇处處奋奮夺奪妇婦妈媽娱娛孙孫宁寧宝寶审審宪憲宽寬宾賓寻尋"
    "寿壽尽盡层層届屆属屬岛島币幣帮幫广廣庆慶库庫异異弃棄归歸录錄彻徹忆憶忧憂怀懷态態恶惡惊驚惯慣愿願戏戲户戶执執"
    "扩擴扬揚扰擾抚撫抢搶担擔拥擁择擇挥揮换換损損摆擺摇搖敌敵斗鬥旧舊显顯晓曉暂暫杀殺杂雜杨楊极極构構枪槍树樹标標"
    "桥橋检檢楼樓欢歡残殘毕畢汇匯汉漢沟溝泪淚洁潔测測浅淺湾灣湿濕灭滅灯燈灵靈炼煉烟煙烦煩烧燒爷爺牵牽犹猶独獨狱獄"
    "猎獵环環疗療监監盖蓋盘盤码碼础礎礼禮祸禍离離种種积積称稱稳穩穷窮窃竊竞競笔筆签簽简簡粮糧紧緊纪紀纯純纷紛纸紙"
    "线線练練细細终終绍紹绝絕继繼续續绿綠编編缘緣网網罗羅罢罷职職联聯脑腦脚腳脸臉艺藝节節苏蘇药藥营營获獲虑慮虽雖"
    "补補装裝览覽触觸誉譽订訂训訓讨討访訪证證评評词詞试試诗詩诚誠诉訴详詳误誤请請读讀谁誰调調谈談谢謝负負财財责責"
    "败敗货貨质質贫貧购購贵貴费費贺賀赛賽赵趙轮輪软軟轻輕载載辆輛输輸辞辭迁遷迟遲适適选選递遞遗遺邓鄧郑鄭释釋针針"
    "钟鐘钢鋼错錯键鍵镇鎮镜鏡闭閉闻聞闹鬧阅閱阳陽阴陰阵陣际際陆陸陈陳险險随隨隐隱雾霧静靜韩韓页頁顶頂项項顺順须須"
    "顾顧顿頓预預频頻颜顏饭飯馆館驻駐验驗骂罵鲜鮮鸡雞麦麥黄黃齐齊齿齒梦夢"
)

SIMPLIFIED: Final = frozenset(PAIRS[0::2]) - frozenset(PAIRS[1::2])
TRADITIONAL: Final = frozenset(PAIRS[1::2]) - frozenset(PAIRS[0::2])
COMMON: Final = frozenset(_SHARED) | SIMPLIFIED | TRADITIONAL

# So many telling characters must agree before a script is called sure.
_ENOUGH: Final = 20
_SAMPLE: Final = 100_000  # characters looked at


def script_of(text: str) -> str | None:
    """Return `zh-Hans` or `zh-Hant` when the text is plainly the one or the other, else None.

    A few simplified forms (后, 里, 云) are also characters of traditional text, hence the uneven thresholds.
    """
    text = text[:_SAMPLE]
    simplified = sum(c in SIMPLIFIED for c in text)
    traditional = sum(c in TRADITIONAL for c in text)
    if simplified + traditional < _ENOUGH:
        return None
    share = simplified / (simplified + traditional)
    return "zh-Hans" if share > 0.97 else "zh-Hant" if share < 0.1 else None
