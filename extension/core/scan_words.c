/*
 * scan_words.c: the words that the scanner knows, and what each does.
 *
 * One table; the longest word at a place counts, so a word that only holds another (主要 holds 要, 增加值
 * holds 增加) stands here as W_PLAIN and keeps it from being taken.
 */
#include "scan_parts.h"

/* Words of one class, with spaces between. */
struct group
{
    uint8_t word;
    uint8_t value;
    const char *words;
};

static const struct group groups[] = {
    /* operators before a figure */
    {W_OP, TARGET_AT_LEAST, "不低于 不少于 不小于 至少 最低 大于等于 ≥ >="},
    {W_OP, TARGET_AT_MOST, "不超过 不得超过 不高于 不大于 不多于 不突破 至多 最多 小于等于 ≤ <="},
    {W_OP, TARGET_MORE, "超过 超出 突破 跨越 大于 高于 多于 优于 快于 超 过 破 >"},
    {W_OP, TARGET_LESS, "低于 小于 少于 不足 不满 不到 慢于 <"},
    {W_OP, TARGET_ABOUT, "大约 约为 约占 约有 约达 约达到 约 近 接近 ≈"},
    /* behind a figure */
    {W_BEHIND, TARGET_AT_LEAST, "及以上 或以上 以上 之上"},
    {W_BEHIND, TARGET_AT_MOST, "及以下 以下 之下 以内 之内"},
    {W_BEHIND, TARGET_MORE, "以外 多 余"},
    {W_BEHIND, TARGET_ABOUT, "左右 上下 前后"},
    /* a level */
    {W_TO, 0,
     "达到 可达 达 实现 为 至 到 提高到 提高至 提升到 提升至 增加到 增加至 "
     "增长到 增长至 上升到 上升至 扩大到 扩大至 延长到 延长至 发展到 发展至 稳定在 "
     "保持在 维持在 保持 稳定达到 总体达到 超额达到 是 相当于 占到 突破到 跃升至 "
     "做到 增至 升至 升到 跃上 迈上 站上 登上"},
    /* down to a level */
    {W_DOWN_TO, 0,
     "降低到 降低至 下降到 下降至 减少到 减少至 压缩到 压缩至 压减到 压减至 精简到 "
     "精简至 缩短到 缩短至 缩小到 缩小至 下降为 降到 降至 降为 减至 减到 控制在 "
     "控制到 限制在"},
    /* up, down */
    {W_UP, 0, "提高 提升 增加 增长 上升 扩大 延长 递增 上涨"},
    {W_RATE, 0,
     "增幅 涨幅 增速 复合增长率 复合增速 复合增长 增长率 增长速度 增长幅度 的速度 的增速 的增长速度 的增长率 "
     "的增长幅度 的增幅 的年均增长速度 的年均增速 速度"},
    {W_DOWN, 0, "降低 下降 减少 压减 压缩 削减 缩短 缩小 精简 收窄 减排 递减 回落"},
    {W_NEW, 0, "新增 净增"},
    {W_PLAIN, 0, "降幅"},
    /* a year */
    {W_ANNUAL, 0, "平均每年 每年平均 年平均 年均 每年 逐年 年度平均"},
    {W_PLAIN, 0, "年均浓度 年平均浓度 年均气温"},
    /* verbs of plans */
    {W_PLAN, 0,
     "培育 培育形成 造就 培养造就 建成 建设完成 新建 改建 扩建 创建 争创 新创建 创办 组建 引进 "
     "引入 引育 招引 吸引 完成 攻克 新认定 累计认定 吸纳 淘汰 关闭 惠及 设立 "
     "发布 制修订 获得 新改建 新建改建 新改扩建 新改(扩)建 新建改扩建 改扩建 遴选 "
     "选育 孵化 超额完成 组织开展 组织实施 重点建设 重点培育 重点扶持 重点支持 "
     "初步建成 基本建成 全面建成 培育发展 推广应用 消纳 化解 搬迁 建造 投产 开工 "
     "开工建设 建成投产 铺设 配备 招收 入库 累计完成 解决 转移 新开工 选择 选取 "
     "续建 竣工 选派 选拔 选树 评选 增设 开通 开行 拆除 加固 疏浚 栽植 购置 "
     "打通 启动 谋划"},
    {W_PLAN, 2,
     "培养 培训 建设 改造 集聚 聚集 推广 开发 转化 认定 储备 支持 安排 投入 "
     "治理 覆盖 接待 节约 布局 制定 申请 开展 组织 发展 投放 替代 退出 修复 "
     "整治 配置"},
    {W_PLAN, 1,
     "壮大 打造 建立 形成 实施 推进 推动 突破一批 提升一批 扶持 带动 引导 "
     "完善 做大 做强 创造 使"},
    {W_PLAN, 3, "拥有 具备 共有 设有 占"},
    {W_PLAIN, 0, "连续支持 连续资助 连续补助"},
    {W_PLAIN, 0,
     "预期寿命 预期收益 自然增长率 复合材料 复合肥 复合型 "
     "学前 一贯制"},
    {W_PLAIN, 0, "研发 造林 服务 落户 应用 示范应用 利用 脱贫 上市 创新 出口"},
    {W_HEAD, 0, "投资"},
    {W_MEASURE, 0, "资助"},
    /* passes */
    {W_FILL, 0,
     "再 的 均 都 各 也 总体 累计 合计 共 全部 仍 继续 人均 稳步 逐步 进一步 "
     "基本 初步 总计 集中 重点 同时 平均 总数"},
    {W_PLAIN, 0, "总量 数"},
    /* how firm */
    {W_MODAL, SCAN_ASPIRATIONAL, "力争 争取 力求 努力 冲刺 奋力"},
    {W_MODAL, SCAN_BINDING, "确保 必须 须 务必 不得 应当 应 要 约束性"},
    {W_MODAL, SCAN_EXPECTED, "预期性 预计 预期 有望"},
    {W_FUTURE, 0, "计划 将 拟 今后 未来 目标 届时"},
    {W_PLAIN, 0, "虚拟 模拟"},
    /* hold 要, 须, 应, 将, 到, 为, 是, 达, 过, 超, 近, 约 and mean none of them */
    {W_PLAIN, 0,
     "主要 重要 需要 必要 要素 要点 纲要 概要 首要 摘要 只要 要道 要闻 适应 "
     "相应 反应 供应 响应 效应 应急 应对 应届 应收 对应 应税 将军 受到 得到 "
     "到位 遇到 到户 到期 下达 传达 表达 通达 直达 抵达 达标 达标率 发达 雷达 "
     "通过 经过 过程 过剩 过渡 过早 不过 超低 超高 超级 超大 超净 超前 超细 "
     "超额 超临界 附近 近期 近零 近海 近岸 节约集约 集约 条约 制约 约束 合约 "
     "以上学历 规模以上 限额以上 规上 成为 作为 为主 为核心 为重点 为目标 为基础 "
     "行为 较为 更为 为了 为进一步 认为 至关 甚至 乃至 增加值 增长极 增长点 "
     "增长贡献率 增长的贡献率 发展水平 发展指数 发展经费 发展能力 经济发展 试验发展 "
     "建设用地 建设项目 研发投入 经费投入 投入强度 人力投入 资金投入 投入产出 "
     "科技投入 申请量 拥有量 保有量 覆盖率 覆盖面 转化率 转化利用 治理率 完成率 "
     "利用率 服务业 推广面积 支持率 占比 市场占有率 占有率 占用 培训机构 开发区 "
     "组织数 社会组织 服务机构 支持力度 多元 多种 多样 众多 业余 余热 和谐 参与 "
     "与会 普及 普及率 涉及 比重 比例 比率 比例尺 占比重 投入占比 比能量 比较 "
     "对比 比赛 较强 较高 较大 较好 较快 较低 较完整 较完善 较多 较长 自由 由于 "
     "从业 从事 从严 从根本 自主"},
    {W_STANDARD, 0, "要求"},
    {W_DONE, 0, "过去"},
    {W_PLAN, 0, "签约 安排落实"},
    {W_MEASURE, 2, "是指 凡是 年满"},
    {W_PLAN, 2, "开发利用"},
    {W_AND, 0, "及其 以及 和 及 与"},
    {W_OR, 0, "或 或者"},
    /* looks back */
    {W_DONE, 0,
     "已 已经 已建成 已达 已有 达到了 实现了 完成了 突破了 增长了 提高了 提升了 "
     "下降了 降低了 减少了 增加了 超过了 形成了 建成了 建立了 培育了 引进了 新增了 "
     "获得了 通过了 取得了 同比 环比 比上年同期 比去年同期 去年 前年 截至 截止 "
     "截止到 以来 近年来 近年 前两年 前三年 前四年 前五年 年来 荣获 据统计 "
     "统计显示 初步核算 先后 今年上半年 今年前三季度 今年前 今年一季度 今年以来 连跨"},
    {W_DONE, 1,
     "比上年 较上年 比去年 较去年 上年 上年度 取得显著成效 显著成效 显著成绩 显著成就 奠定了 首次 连续 "
     "成绩"},
    {W_DONE, 2, "位列 名列 位居 居 排名"},
    {W_NOW, 0, "目前 当前 现有 现状 现在"},
    {W_PLAIN, 0, "现行 上半年 前三季度"},
    /* measures, conditions, definitions */
    {W_MEASURE, 0,
     "给予 予以 奖励 奖补 补助 补贴 贴息 减免 减按 税率 一次性 最高 "
     "封顶 可以申请 可申请 可申报 申报"},
    {W_MEASURE, 2, "罚款 处以 滞纳金 违约金"},
    {W_MEASURE, 1, "符合条件 的标准"},
    {W_MEASURE, 0, "应当符合 应符合 须符合 应当具备 应具备 须具备 下列条件 以下条件"},
    {W_PLAIN, 0, "按照 占地区"},
    {W_DESCRIBE, 0,
     "占地 占地面积 计划工期 建设工期 总建筑面积 概算投资 估算投资 总投资 计划总投资 注册资本 建成后 投产后 "
     "达产后"},
    /* compared with */
    {W_COMPARE, 0, "比 较"},
    {W_COMPARE, 1, "相比"},
    {W_FROM, 0, "从 由"},
    {W_SINCE, 0, "自"},
    {W_SINCE, 1, "按 以"},
    {W_FILL, 0, "于 在"},
    {W_EACH, 0, "分别"},
    {W_PART, 0, "其中"},
    {W_SAME, 0, "同步 同步提高 同步增长"},
    {W_PLAIN, 0, "同步发展 同步推进 同步实施 同步建设"},
    {W_STANDARD, 0, "水平 平均水平 同期 指标 实际 全国平均 全省平均"},
    {W_LEADING, 0, "前列 首位 第一方阵 百强 十强"},
    {W_COVERS, 0, "全覆盖 全面覆盖 全员覆盖"},
    /* behind a date */
    {W_PLAIN, 0, "年底 年末 起步 起点 起来 引起 发起"},
    {W_AFTER_DATE, AFTER_START, "起 开始"},
    {W_AFTER_DATE, AFTER_PRICE, "价格 不变价 可比价"},
    {W_AFTER_DATE, AFTER_BASE, "的基础上 基础上 为基期 为基数 为基准"},
    {W_AFTER_DATE, AFTER_NAME, "规划"},
    {W_AFTER_DATE, AFTER_DUE, "规划期"},
    /* what a sum before it measures */
    {W_HEAD, 0,
     "产值 总产值 工业总产值 收入 销售收入 营业收入 主营业务收入 销售额 交易额 产能 "
     "产量 利润 利税 税收 贷款 融资 资金 基金 固定资产投资 规模 能力 生产能力"},
    {W_FUTURE, 0, "目标任务"},
};

/*
 * The characters that may make a sentence state something; with any ASCII digit they are the fast way past
 * prose. Those of the second list do only before one of the third: 三个, 高于.
 */
static const char triggers[] = "０１２３４５６７８９％百千万亿两倍翻十";
static const char leaders[] = "零〇一二三四五六七八九高快优低同全前平";
static const char followers[] = "分成个家户项件座条所种台套名处到至于步覆列面位均";

uint16_t
scan_slot(const char *text)
{
    unsigned char first = (unsigned char) text[0];

    return first < 0x80 ? first : (uint16_t) (three_byte_code(text) * 40503u >> 4 & 0xfffu);
}

/* One bit for each character of three bytes. */
static void
set_bits(uint8_t *bits, const char *chars)
{
    memset(bits, 0, SCAN_BITS);
    for (const char *p = chars; *p != '\0'; p += 3)
    {
        uint32_t code = three_byte_code(p);

        bits[code >> 3] |= (uint8_t) (1u << (code & 7));
    }
}

static void
mark_first(struct scan *s, const char *chars, uint8_t flag)
{
    for (const char *p = chars; *p != '\0'; p += 3)
        s->first[scan_slot(p)] |= flag;
}

static void
add_word(struct scan *s, const char *text, size_t len, const struct group *group)
{
    uint16_t slot = scan_slot(text);
    struct scan_word *w = &s->word[s->word_count];

    if (s->word_count == SCAN_WORDS_MAX)
        return;
    s->first[slot] |= FIRST_WORD;
    *w = (struct scan_word){.text = text,
                            .len = (uint8_t) len,
                            .word = group->word,
                            .value = group->value,
                            .next = s->word_head[slot]};
    s->word_head[slot] = ++s->word_count;
}

void
scan_words_begin(struct scan *s)
{
    memset(s->first, 0, sizeof(s->first));
    mark_first(s, "零〇一二两三四五六七八九十百千万亿", FIRST_NUMERAL);
    mark_first(s, "九十今本明全年", FIRST_DATE);
    mark_first(s, "第前", FIRST_RANK);
    mark_first(s, "百翻倍", FIRST_FIGURE);
    for (int c = '0'; c <= '9'; c++)
        s->first[c] |= FIRST_NUMERAL | FIRST_DATE;
    memset(s->word_head, 0, sizeof(s->word_head));
    set_bits(s->trigger, triggers);
    set_bits(s->leader, leaders);
    set_bits(s->follower, followers);
    scan_traditional_begin(s);
    s->word_count = 0;
    for (size_t i = 0; i < COUNT(groups); i++)
    {
        for (const char *at = groups[i].words; *at != '\0'; at += strspn(at, " "))
        {
            size_t len = strcspn(at, " ");

            add_word(s, at, len, &groups[i]);
            at += len;
        }
    }
}

size_t
scan_word_at(const struct scan *s, const char *text, size_t len, uint8_t *word, uint8_t *value)
{
    size_t longest = 0;

    if (len < 3 && (unsigned char) text[0] >= 0x80)
        return 0;
    for (uint16_t i = s->word_head[scan_slot(text)]; i != 0; i = s->word[i - 1].next)
    {
        const struct scan_word *w = &s->word[i - 1];

        /* Words of a slot begin alike; the end of the second character tells most apart. */
        if (w->len > longest && w->len <= len && (w->len < 6 || w->text[5] == text[5]) &&
            memcmp(w->text, text, w->len) == 0)
        {
            longest = w->len;
            *word = w->word;
            *value = w->value;
        }
    }
    return longest;
}
