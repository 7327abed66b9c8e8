/*
 * scan_unit.c: which words are units, and of what sort.
 *
 * A figure is taken for one only when a unit, a per-cent sign or a verb of attainment says that something is
 * measured: so 三网融合, 四化同步, 5A, 863计划 and 第三条 are never figures. A classifier in front of a word
 * that orders a text (三个方面, 五个阶段) is no unit either.
 */
#include "scan_parts.h"

struct unit
{
    const char *text;
    uint8_t sort;
};

static const struct unit units[] = {
    {"个", UNIT_COUNT},
    {"家", UNIT_COUNT},
    {"户", UNIT_COUNT},
    {"项", UNIT_COUNT},
    {"件", UNIT_COUNT},
    {"座", UNIT_COUNT},
    {"条", UNIT_COUNT},
    {"所", UNIT_COUNT},
    {"种", UNIT_COUNT},
    {"台", UNIT_COUNT},
    {"台套", UNIT_COUNT},
    {"台\x05套\x06", UNIT_COUNT},
    {"套", UNIT_COUNT},
    {"辆", UNIT_COUNT},
    {"名", UNIT_COUNT},
    {"人", UNIT_COUNT},
    {"位", UNIT_COUNT},
    {"处", UNIT_COUNT},
    {"只", UNIT_COUNT},
    {"头", UNIT_COUNT},
    {"艘", UNIT_COUNT},
    {"架", UNIT_COUNT},
    {"列", UNIT_COUNT},
    {"支", UNIT_COUNT},
    {"枚", UNIT_COUNT},
    {"张", UNIT_COUNT},
    {"册", UNIT_COUNT},
    {"部", UNIT_COUNT},
    {"篇", UNIT_COUNT},
    {"组", UNIT_COUNT},
    {"宗", UNIT_COUNT},
    {"起", UNIT_COUNT},
    {"例", UNIT_COUNT},
    {"场", UNIT_COUNT},
    {"次", UNIT_COUNT},
    {"人次", UNIT_COUNT},
    {"间", UNIT_COUNT},
    {"栋", UNIT_COUNT},
    {"幢", UNIT_COUNT},
    {"眼", UNIT_COUNT},
    {"口", UNIT_COUNT},
    {"株", UNIT_COUNT},
    {"羽", UNIT_COUNT},
    {"尾", UNIT_COUNT},
    {"款", UNIT_COUNT},
    {"单", UNIT_COUNT},
    {"对", UNIT_COUNT},
    {"片", UNIT_COUNT},
    {"类", UNIT_COUNT},
    {"村", UNIT_COUNT},
    {"县", UNIT_COUNT},
    {"市", UNIT_COUNT},
    {"站", UNIT_COUNT},
    {"班", UNIT_COUNT},
    {"节", UNIT_COUNT},
    {"集", UNIT_COUNT},
    {"块", UNIT_COUNT},
    {"根", UNIT_COUNT},
    {"门", UNIT_COUNT},
    {"盏", UNIT_COUNT},
    {"车次", UNIT_COUNT},
    {"班次", UNIT_COUNT},
    {"台次", UNIT_COUNT},
    {"件次", UNIT_COUNT},
    {"标箱", UNIT_COUNT},
    {"箱", UNIT_COUNT},
    {"吨公里", UNIT_MEASURE},
    {"人公里", UNIT_MEASURE},
    {"床", UNIT_COUNT},
    {"户次", UNIT_COUNT},
    {"架次", UNIT_COUNT},
    {"标准箱", UNIT_COUNT},
    {"TEU", UNIT_COUNT},
    {"人年", UNIT_MEASURE},
    {"元", UNIT_MONEY},
    {"元人民币", UNIT_MONEY},
    {"美元", UNIT_MONEY},
    {"欧元", UNIT_MONEY},
    {"港元", UNIT_MONEY},
    {"日元", UNIT_MONEY},
    {"亩", UNIT_MEASURE},
    {"公顷", UNIT_MEASURE},
    {"平方米", UNIT_MEASURE},
    {"平方公里", UNIT_MEASURE},
    {"平方千米", UNIT_MEASURE},
    {"公里", UNIT_MEASURE},
    {"千米", UNIT_MEASURE},
    {"海里", UNIT_MEASURE},
    {"米", UNIT_MEASURE},
    {"厘米", UNIT_MEASURE},
    {"毫米", UNIT_MEASURE},
    {"微米", UNIT_MEASURE},
    {"纳米", UNIT_MEASURE},
    {"吨", UNIT_MEASURE},
    {"吨标准煤", UNIT_MEASURE},
    {"吨标煤", UNIT_MEASURE},
    {"吨二氧化碳", UNIT_MEASURE},
    {"载重吨", UNIT_MEASURE},
    {"吨油当量", UNIT_MEASURE},
    {"千克", UNIT_MEASURE},
    {"公斤", UNIT_MEASURE},
    {"克", UNIT_MEASURE},
    {"克标准煤", UNIT_MEASURE},
    {"克标煤", UNIT_MEASURE},
    {"千克标准煤", UNIT_MEASURE},
    {"公斤标准煤", UNIT_MEASURE},
    {"毫克", UNIT_MEASURE},
    {"微克", UNIT_MEASURE},
    {"斤", UNIT_MEASURE},
    {"担", UNIT_MEASURE},
    {"千瓦", UNIT_MEASURE},
    {"千瓦时", UNIT_MEASURE},
    {"瓦时", UNIT_MEASURE},
    {"瓦", UNIT_MEASURE},
    {"兆瓦", UNIT_MEASURE},
    {"兆瓦时", UNIT_MEASURE},
    {"吉瓦", UNIT_MEASURE},
    {"吉瓦时", UNIT_MEASURE},
    {"峰瓦", UNIT_MEASURE},
    {"千伏", UNIT_MEASURE},
    {"千伏安", UNIT_MEASURE},
    {"伏", UNIT_MEASURE},
    {"度", UNIT_MEASURE},
    {"度电", UNIT_MEASURE},
    {"立方米", UNIT_MEASURE},
    {"立方", UNIT_MEASURE},
    {"方", UNIT_MEASURE},
    {"升", UNIT_MEASURE},
    {"蒸吨", UNIT_MEASURE},
    {"重量箱", UNIT_MEASURE},
    {"吉焦", UNIT_MEASURE},
    {"分贝", UNIT_MEASURE},
    {"岁", UNIT_MEASURE},
    {"周岁", UNIT_MEASURE},
    {"年", UNIT_TIME},
    {"个月", UNIT_TIME},
    {"天", UNIT_TIME},
    {"日", UNIT_TIME},
    {"小时", UNIT_TIME},
    {"分钟", UNIT_TIME},
    {"秒", UNIT_TIME},
    {"毫秒", UNIT_TIME},
    {"个工作日", UNIT_TIME},
    {"工作日", UNIT_TIME},
    {"课时", UNIT_TIME},
    {"分", UNIT_MEASURE},
    {"比特", UNIT_MEASURE},
    {"兆比特", UNIT_MEASURE},
    {"兆", UNIT_MEASURE},
    {"升/百公里", UNIT_MEASURE},
    {"千瓦时/百公里", UNIT_MEASURE},
    {"次/秒", UNIT_MEASURE},
    {"GWh", UNIT_MEASURE},
    {"GW", UNIT_MEASURE},
    {"MW", UNIT_MEASURE},
    {"MWh", UNIT_MEASURE},
    {"kW", UNIT_MEASURE},
    {"kWh", UNIT_MEASURE},
    {"KW", UNIT_MEASURE},
    {"KWh", UNIT_MEASURE},
    {"TWh", UNIT_MEASURE},
    {"Wh/kg", UNIT_MEASURE},
    {"kV", UNIT_MEASURE},
    {"km", UNIT_MEASURE},
    {"km2", UNIT_MEASURE},
    {"m2", UNIT_MEASURE},
    {"m3", UNIT_MEASURE},
    {"kg", UNIT_MEASURE},
    {"kgce", UNIT_MEASURE},
    {"gce", UNIT_MEASURE},
    {"tce", UNIT_MEASURE},
    {"t", UNIT_MEASURE},
    {"g", UNIT_MEASURE},
    {"mg", UNIT_MEASURE},
    {"PB", UNIT_MEASURE},
    {"EB", UNIT_MEASURE},
    {"TB", UNIT_MEASURE},
    {"GB", UNIT_MEASURE},
    {"Gbps", UNIT_MEASURE},
    {"Mbps", UNIT_MEASURE},
    {"Tbps", UNIT_MEASURE},
    {"EFLOPS", UNIT_MEASURE},
    {"PFLOPS", UNIT_MEASURE},
    {"EFlops", UNIT_MEASURE},
    {"PFlops", UNIT_MEASURE},
    {"dB", UNIT_MEASURE},
    {"℃", UNIT_MEASURE},
    {"摄氏度", UNIT_MEASURE},
};

/* A unit in front of these is the beginning of another word, or counts parts of the text and not of the
 * world. */
static const struct
{
    const char *unit;
    const char *then;
} no_units[] = {
    {"个", "方面"},   {"个", "阶段"},     {"个", "环节"},     {"个", "层次"}, {"个", "层面"}, {"个", "维度"},
    {"个", "步骤"},   {"个", "问题"},     {"个", "原则"},     {"个", "转变"}, {"个", "统筹"}, {"个", "一批"},
    {"个", "代表"},   {"个", "全面"},     {"个", "自信"},     {"个", "维护"}, {"个", "意识"}, {"个", "坚持"},
    {"个", "确保"},   {"个", "优先"},     {"个", "结合"},     {"个", "到位"}, {"个", "着力"}, {"个", "文明"},
    {"个", "体系"},   {"个", "关系"},     {"个", "导向"},     {"个", "五年"}, {"个", "一百"}, {"个", "百年"},
    {"个", "必须"},   {"个", "主题"},     {"个", "主体责任"}, {"个", "不"},   {"个", "清单"}, {"个", "百分"},
    {"个", "月"},     {"个", "工作"},     {"个", "率先"},     {"个", "统一"}, {"个", "严禁"}, {"个", "要求"},
    {"个", "为"},     {"个", "五年规划"}, {"项", "制度"},     {"项", "规定"}, {"项", "机制"}, {"项", "职能"},
    {"项", "原则"},   {"项", "措施"},     {"条", "措施"},     {"条", "规定"}, {"条", "主线"}, {"条", "底线"},
    {"条", "红线"},   {"条", "意见"},     {"项", "目标"},     {"部", "门"},   {"台", "阶"},   {"位", "于"},
    {"位", "数"},     {"位", "一体"},     {"名", "称"},       {"处", "理"},   {"头", "企业"}, {"人", "均"},
    {"家", "庭"},     {"单", "位"},       {"对", "接"},       {"对", "一"},   {"类", "型"},   {"次", "产业"},
    {"市", "场"},     {"县", "域"},       {"县", "级"},       {"市", "级"},   {"村", "级"},   {"支", "持"},
    {"起", "来"},     {"年", "代"},       {"年", "期"},       {"天", "然"},   {"方", "面"},   {"方", "案"},
    {"方", "向"},     {"分", "之"},       {"分", "别"},       {"分", "类"},   {"分", "析"},   {"度", "假"},
    {"升", "级"},     {"节", "能"},       {"节", "水"},       {"集", "群"},   {"集", "聚"},   {"组", "织"},
    {"组", "团"},     {"场", "所"},       {"场", "景"},       {"日", "报"},   {"克", "服"},   {"站", "式"},
    {"口", "岸"},     {"列", "入"},       {"片", "区"},       {"所", "有"},   {"种", "植"},   {"种", "业"},
    {"种", "子"},     {"款", "项"},       {"班", "子"},       {"班", "列"},   {"例", "如"},   {"台", "账"},
    {"人", "才工程"}, {"人", "才计划"},   {"人", "计划"},     {"人", "工程"}, {"人", "口"},   {"元", "化"},
    {"元", "素"},     {"次", "能源"},     {"方", "位"},       {"条", "件"},   {"对", "口"},   {"间", "接"},
    {"家", "电"},     {"家", "居"},       {"门", "类"},       {"根", "本"},   {"块", "状"},
};

/* 万人口, 万人次 … are units where 人口 is meant. */
size_t
scan_unit_at(const struct scan_sentence *p, size_t at, uint8_t *sort)
{
    size_t longest = 0;

    for (size_t i = 0; i < COUNT(units); i++)
    {
        size_t len;

        if (sentence_has(p, at, units[i].text) && (len = strlen(units[i].text)) > longest)
        {
            longest = len;
            *sort = units[i].sort;
        }
    }
    for (size_t i = 0; i < COUNT(no_units) && longest > 0; i++)
    {
        if (sentence_has(p, at, no_units[i].unit) && strlen(no_units[i].unit) == longest &&
            sentence_has(p, at + longest, no_units[i].then))
            return 0;
    }
    if (longest > 0 && (unsigned char) p->text[at] < 0x80)
    {
        char next = p->text[at + longest];

        if ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9'))
            return 0;
    }
    /* 元/人, 微克/立方米, 升/百公里 */
    if (longest > 0 && p->text[at + longest] == '/')
    {
        size_t end = at + longest + 1;

        while (end < p->len && end - at < TARGET_UNIT_MAX - 8)
        {
            uint8_t other;
            size_t part;

            if (memcmp(p->text + end, "万", 3) == 0 || memcmp(p->text + end, "百", 3) == 0 ||
                memcmp(p->text + end, "千", 3) == 0)
            {
                if (memcmp(p->text + end, "千瓦", 6) != 0 && memcmp(p->text + end, "千克", 6) != 0 &&
                    memcmp(p->text + end, "千米", 6) != 0)
                    end += 3;
            }
            part = scan_unit_at(p, end, &other);
            if (part == 0)
                break;
            return end + part - at;
        }
    }
    return longest;
}
