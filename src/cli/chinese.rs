//! What the help of the command line says in Chinese. Knows no command.

/// Chinese help of commands and arguments, by name.
const CHINESE: &[(&str, &str)] = &[
    ("run", "模拟一个情景，写出表格和图"),
    ("compare", "用同一组随机数模拟几个情景，与第一个比较"),
    (
        "chart",
        "重画一次模拟结果中的一张图：自定标题、尺寸、语言、格式",
    ),
    ("check", "找出情景文件中的所有错误"),
    ("list", "列出指标、目标、资金工具、参数或情景"),
    (
        "explain",
        "说明一个指标、参数或目标：含义、公式、单位、来源、等级",
    ),
    ("subject", "编号，见 dabiao list"),
    ("new", "写出一个带注释的起步情景"),
    ("starter", "情景名：小写字母、数字、_、-"),
    ("folder", "写到哪个文件夹 [默认：当前文件夹]"),
    (
        "sheet",
        "把情景的假设写成可编辑的表格，或把改好的表格读回为情景",
    ),
    (
        "original",
        "情景文件（YAML）；有 --read 时默认为表格中写明的那一个",
    ),
    ("read", "改好的表格，读回为继承原情景的情景文件"),
    (
        "written",
        "写到哪个文件 [默认：情景名-sheet.xlsx，或情景旁与表格同名的文件]",
    ),
    ("schema", "输出情景文件的 JSON Schema"),
    ("file", "情景文件（YAML）"),
    ("files", "情景文件（YAML）；比较时第一个为基准"),
    (
        "what",
        "列出什么：indicators 指标、targets 目标、instruments 资金工具、parameters 参数、scenarios 情景",
    ),
    ("runs", "模拟次数 [默认：情景文件所定]"),
    ("seed", "随机数种子 [默认：情景文件所定]"),
    ("threads", "线程数，0 为全部；不影响结果"),
    ("out", "输出文件夹 [默认：output/情景名]"),
    ("set", "临时改动情景中的一个值，可重复"),
    ("strict", "把不常见的取值当作错误"),
    (
        "error_format",
        "错误和警告的写法：text 给人看，json 给程序读（每行一个对象）",
    ),
    ("max_memory", "各次模拟及其结果最多占用的内存（GB）"),
    (
        "charts",
        "画哪些图（图名，可多个）；all 全部，none 不画 [默认：all]",
    ),
    (
        "sizes",
        "图的尺寸，可多个：word 文档、slide 幻灯片、print 黑白印刷；all 全部 [默认：word]",
    ),
    ("map", "区县边界文件（GeoJSON），用于分区县图"),
    ("name", "图名；不写则列出所有图"),
    ("from", "模拟结果所在的文件夹"),
    ("listing", "列出有哪些图及其结论"),
    ("title", "自定标题，代替图上的结论"),
    (
        "size",
        "word 文档（宽16厘米）、slide 幻灯片（16:9）或 print 黑白印刷 [默认：word]",
    ),
    ("format", "格式，可多个：svg、png、pdf [默认：png]"),
    ("picture", "写到哪个文件或文件夹 [默认：当前文件夹]"),
    ("dpi", "PNG 每英寸点数 [默认：300，幻灯片 192]"),
    ("force", "覆盖已有的文件"),
    (
        "over",
        "写入不是 dabiao 写出的输出文件夹，须写明该文件夹的名称；其中同名的文件会被覆盖",
    ),
    ("quiet", "除警告和错误外不输出"),
    ("keep", "另外保留：ledgers 各次模拟的资金台账"),
    (
        "drivers",
        "为“影响目标的主要参数”各图另作成对模拟，需多用几秒",
    ),
    ("lang", "消息和图的语言：zh 或 en [默认：系统语言]"),
    ("help", "显示帮助"),
    ("version", "显示版本"),
];

/// The Chinese help of what is called `name`.
pub(super) fn chinese(name: &str) -> Option<&'static str> {
    let mut all = CHINESE.iter().chain(super::batch::CHINESE);
    all.find(|(n, _)| *n == name).map(|(_, zh)| *zh)
}
