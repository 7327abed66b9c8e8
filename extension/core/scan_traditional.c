/*
 * scan_traditional.c: traditional characters of the words that the scanner knows, and the simplified ones
 * they are read as: 萬, 億, 達到, 力爭. Only for reading; what is returned is the text as it was typed.
 *
 * Made with ICU's Traditional-Simplified, without those that simplified texts use too (乾, 著, 瞭).
 */
#include "scan_parts.h"

/* Pairs of traditional and simplified, three bytes each, in the order of the first. */
static const char pairs[] =
    "佈布佔占來来侷局係系俱具個个備备傢家傳传價价億亿優优儲储內内兩两冊册凈净別别則则創创劃划動动務务"
    "勢势勵励區区參参員员問问單单噸吨嚴严國国團团堅坚報报場场塊块壓压壯壮奬奖奮奋學学實实尅克將将專专"
    "對对導导屆届層层屬属帶带幣币幹干庫库張张強强後后從从復复應应戰战戶户擁拥擔担據据擬拟擴扩攝摄數数"
    "於于於于昇升時时曆历會会條条棟栋業业極极榮荣構构樓楼標标樣样機机歐欧歲岁歷历氣气決决沖冲況况淨净"
    "減减準准溫温滿满漲涨潤润濃浓濟济為为熱热營营爭争爲为狀状獎奖獲获獻献現现環环產产産产畝亩當当發发"
    "盞盏眾众硏研確确礎础稅税種种稱称積积穩稳穫获節节範范簡简簽签籌筹籤签紀纪約约紅红納纳級级細细終终"
    "組组結结絡络給给統统經经綫线維维綱纲網网線线縣县縮缩總总績绩織织繫系繼继續续纍累纔才罰罚聞闻職职"
    "脫脱臨临臺台與与舖铺萬万蓋盖處处虛虚號号衆众術术衝冲裏里補补裡里製制複复覈核見见規规訂订計计訓训"
    "設设註注試试認认課课請请諧谐識识護护變变貝贝貢贡貧贫責责貸贷費费貼贴資资質质賬账賸剩賽赛跼局躋跻"
    "躍跃車车軍军較较載载輛辆轉转辦办農农連连週周進进過过達达遞递適适遷迁選选邁迈釐厘銷销鋪铺錶表鍾钟"
    "鎮镇鐘钟長长門门閉闭開开間间関关關关陞升陣阵階阶際际隻只電电響响頂顶頃顷項项須须預预頭头題题額额"
    "願愿類类顧顾顯显養养餘余驗验驟骤體体髮发麵面點点";

#define PAIR_BYTES 6

void
scan_traditional_begin(struct scan *s)
{
    uint8_t *const sets[] = {s->trigger, s->leader, s->follower};

    memset(s->traditional, 0, sizeof(s->traditional));
    for (size_t i = 0; i + PAIR_BYTES < sizeof(pairs); i += PAIR_BYTES)
    {
        uint32_t from = three_byte_code(pairs + i);
        uint32_t to = three_byte_code(pairs + i + 3);

        s->traditional[from >> 3] |= (uint8_t) (1u << (from & 7));
        /* What the simplified character may begin, the traditional one may, too. */
        for (size_t k = 0; k < COUNT(sets); k++)
        {
            if (sets[k][to >> 3] & 1u << (to & 7))
                sets[k][from >> 3] |= (uint8_t) (1u << (from & 7));
        }
    }
}

const char *
scan_simplified(const struct scan *s, uint32_t code)
{
    size_t low = 0;
    size_t high = sizeof(pairs) / PAIR_BYTES;

    if (!(s->traditional[code >> 3] & 1u << (code & 7)))
        return NULL;
    while (low < high)
    {
        size_t middle = (low + high) / 2;
        uint32_t at = three_byte_code(pairs + middle * PAIR_BYTES);

        if (at == code)
            return pairs + middle * PAIR_BYTES + 3;
        if (at < code)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
