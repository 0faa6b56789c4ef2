//! What people slip on who write in Chinese: full-width characters, 万 and 亿, per cent and fractions, GBK. In Chinese.

use std::fs;

use super::rows::{Input, Row, done, hold, refused};

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // full-width characters
    refused("B19", "end_year: 2030", "end_year: ２０３０", &["错误: base.yaml:8:11: end_year: \"２０３０\" 用了全角字符；应写 2030"]),
    refused("B19", "amount: 800万元", "amount: ８００万元", &["用了全角字符；应写 800万元"]),
    refused("B19", "rate: 50 %, allocation", "rate: 50％, allocation", &["用了全角字符；应写 50%"]),
    refused("B19", "rate: 50 %, allocation", "rate: ５０％, allocation", &["应写 50%"]),
    refused("B19", "runs: 20", "runs: 二十", &["\"二十\" 不是数字；此处写 1 至 1000000 的整数"]),
    refused("B19", "amount: 800万元", "amount: 八百万元", &["\"八百万元\" 不是数字；金额要带单位，如 3000万元、1.2亿元"]),
    refused("B20", "runs: 20", "runs：20", &["base.yaml:11:5: 用了全角冒号“：”；改用半角冒号加空格“: ”"]),
    refused("B20", "runs: 20", "runs： 20", &["base.yaml:11:5: 用了全角冒号“：”"]),
    Row { id: "B20", input: Input::Text("only.yaml", "extends：base.yaml\n"), command: "check only.yaml", code: 65, says: &["only.yaml:1:1: 文件的顶层不是映射，用了全角冒号“：”"] },
    refused("B20", "{first: 2022, last: 2024}", "{first：2022, last: 2024}", &["用了全角冒号"]),
    refused("B20", "{first: 2022, last: 2024}", "{first: 2022，last: 2024}", &["用了全角逗号“，”；改用半角逗号加空格“, ”"]),
    refused("B20", "{zh: 测试市, en: Testville}", "｛zh: 测试市, en: Testville｝", &["用了全角括号“｛”；改用半角括号"]),
    refused("B20", "runs: 20", "runs:\u{3000}20", &["base.yaml:11:6: 用了全角空格或不换行空格；改用普通空格"]),
    refused("B20", "runs: 20", "\u{3000}runs: 20", &["base.yaml:11:1:", "里有全角空格或不换行空格；是否想写 runs？"]),
    refused("B20", "runs: 20", "runs:20", &["冒号"]),
    refused("B20", "origin: plan", "origin: “plan”", &["\"“plan”\" 不是可用的值", "plan"]),
    // 万 and 亿, and money that says no currency
    refused("B18", "amount: 800万元", "amount: 800万", &["\"800万\" 没有货币单位；应写 800万元"]),
    refused("B18", "amount: 800万元", "amount: 0.08亿", &["没有货币单位；应写 0.08亿元"]),
    refused("B18", "amount: 800万元", "amount: 8000000", &["\"8000000\" 没有单位；金额要带单位，如 3000万元、1.2亿元"]),
    refused("B18", "amount: 800万元", "amount: 800万人民币", &["\"800万人民币\" 的单位 万人民币 不能用在此处；金额要带单位"]),
    refused("B18", "amount: 800万元", "amount: ¥800万", &["\"¥800万\" 不是数字；金额要带单位"]),
    refused("B18", "amount: 800万元", "amount: 8,000,000元", &["{ } 里的逗号分隔键: 数字里不写逗号"]),
    refused("B18", "amount: 800万元", "amount: \"8,000,000元\"", &["数字写法不对；应写 8000000元"]),
    refused("B18", "amount: 800万元", "amount: 800万美元", &["单位 万美元 不能用在此处"]),
    refused("C5", "amount: 800万元", "amount: 8000000亿元", &["各年资金合计 6400.003788万亿元；最多 922.3372万亿元"]),
    refused("C10", "amount: 800万元", "amount: 800万户", &["单位 万户 不能用在此处"]),
    // per cent and fractions
    refused("C9", "rate: 50 %, allocation", "rate: 0.5, allocation", &["\"0.5\" 没有单位；比重要带百分号，如 5 %；是否想写 50 %？"]),
    refused("C9", "rate: 50 %, allocation", "rate: 50, allocation", &["\"50\" 没有单位；比重要带百分号，如 5 %；是否想写 50 %？"]),
    refused("C9", "rate: 50 %, allocation", "rate: 五成, allocation", &["\"五成\" 不是数字；比重要带百分号"]),
    refused("C9", "rate: 50 %, allocation", "rate: 5000 %, allocation", &["超出范围；应在 0 % 至 100 % 之间；是否想写 50 %？"]),
    refused("C9", "interest: 4 %/year", "interest: 4 %", &["年率要写明每年，如 8 %/年"]),
    refused("C9", "interest: 4 %/year", "interest: 0.04", &["是否想写 4 %/year？"]),
    refused("C8", "{\"100001\": 50 %, \"100002\": 30 %, \"100003\": 20 %}", "{\"100001\": 0.5 %, \"100002\": 0.3 %, \"100003\": 0.2 %}", &["各县区比重之和为 1 %；应为 100 %：是否把小数写成了百分数？0.5 应写 50 %"]),
    // years, times, flags
    refused("C6", "end_year: 2030", "end_year: 2030年", &["\"2030年\" 不应带单位；此处写 1990 至 2100 的整数"]),
    refused("C10", "lead_new_site: {value: 8 months", "lead_new_site: {value: 8", &["没有单位；时长要带单位，如 15个月；是否想写 8 months？"]),
    refused("C10", "cell_radius_low_band: {value: 1200 m", "cell_radius_low_band: {value: 1200", &["长度要带单位，如 600米、1.2公里；是否想写 1200 m？"]),
    refused("B15", "card_goal: true, clause: 一(三)4, order: 2", "card_goal: 是, clause: 一(三)4, order: 2", &["\"是\" 不是布尔值；写 true 或 false"]),
    // names
    refused("B5", "runs: 20", "runs: 20\n次数: 30", &["base.yaml:12:1: 次数: 没有键 次数；可用: schema_version"]),
    refused("E3", "  city_odn: {", "  光网补助: {", &["\"光网补助\" 不能作键；编号只用小写字母、数字、_、-，最多 64 个"]),
    // files
    done("A8", |f| {
        let text = fs::read_to_string(f.join("base.yaml")).unwrap();
        fs::write(f.join("base.yaml"), encoding_rs::GBK.encode(&text).0).unwrap();
    }, 65, &["base.yaml:3:12: 不是 UTF-8，像是 GBK；另存为 UTF-8"]),
    done("A8", |f| {
        let text = fs::read_to_string(f.join("counties.csv")).unwrap();
        fs::write(f.join("counties.csv"), encoding_rs::GBK.encode(&text).0).unwrap();
    }, 0, &["没有错误"]),
    Row { id: "D3", input: Input::Edit("counties.csv", "888863", "88.9万"), command: "", code: 65, says: &["counties.csv:3:17: places.counties.100001.population: \"88.9万\""] },
    Row { id: "D2", input: Input::Edit("counties.csv", "888863", "８８８８６３"), command: "", code: 65, says: &["用了全角字符；应写 888863"] },
    // several at once
    Row { id: "B5", input: Input::Text("many.yaml", "extends: base.yaml\nruns: ２０\nseed: 七\nprogrammes:\n  city_odn: {amount: 800万, rate: 0.5, source: 试, grade: C}\n"), command: "check many.yaml", code: 65, says: &["many.yaml:2:7: runs:", "many.yaml:3:7: seed:", "many.yaml:5:22: programmes.city_odn.amount:", "many.yaml:5:34: programmes.city_odn.rate:"] },
];

#[test]
fn rows() {
    hold("chinese", ROWS, "zh");
}
