package okpay.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import okpay.id.Ids;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.EmailAddress;
import okpay.identity.PhoneNumber;
import okpay.identity.Role;

/// The people of the demo company. All of them are invented.
final class Cast {

    static final String PASSWORD = "okpay-demo";

    /// The payment PIN of all of them.
    static final String PIN = "258036";

    static final int NAMED = 3;

    private static final String[] FAMILY =
            "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧".split(" ");
    private static final String[] GIVEN =
            ("伟 芳 娜 敏 静 磊 洋 艳 勇 杰 涛 明 超 霞 平 刚 桂英 建国 思远 雨桐 子涵 浩然 欣怡 梓萱 一诺 若曦 嘉懿 俊熙 诗涵"
                            + " 晓东 海燕 志强 丽华 国庆 春梅 文博 佳琪")
                    .split(" ");
    private static final String[] FIRST =
            ("Alice Ben Clara Daniel Emma Felix Grace Henry Irene Jack Kate Liam Mia Noah Olivia Paul"
                            + " Quinn Rosa Sam Tara Umar Vera Will Yara Zoe")
                    .split(" ");
    private static final String[] LAST =
            "Adams Baker Clark Davis Evans Foster Green Harris Irwin Jones".split(" ");

    private Cast() {}

    static List<Customer> customers(int many, RandomGenerator dice, Instant now) {
        var all = new ArrayList<Customer>();
        all.add(person(0, "李雷", "13800138000", "lilei@okpay.example", Locale.CHINA, now));
        all.add(person(1, "韩梅梅", "13800138001", "hanmeimei@okpay.example", Locale.CHINA, now));
        all.add(person(2, "Lucy King", "13800138002", "lucy@okpay.example", Locale.ENGLISH, now));
        for (int i = 3; i < many; i++) {
            boolean chinese = dice.nextInt(4) > 0;
            String name =
                    chinese
                            ? pick(FAMILY, dice) + pick(GIVEN, dice)
                            : pick(FIRST, dice) + " " + pick(LAST, dice);
            all.add(
                    person(
                            i,
                            name,
                            "1390000%04d".formatted(i),
                            "customer" + i + "@okpay.example",
                            chinese ? Locale.CHINA : Locale.ENGLISH,
                            now.minus(Duration.ofDays(dice.nextInt(30)))));
        }
        return all;
    }

    static List<Agent> agents() {
        return List.of(
                agent("小王", "wang@okpay.example", Role.AGENT, Locale.CHINA),
                agent("小刘", "liu@okpay.example", Role.AGENT, Locale.CHINA),
                agent("Emma", "emma@okpay.example", Role.AGENT, Locale.ENGLISH),
                agent("老陈", "chen@okpay.example", Role.SUPERVISOR, Locale.CHINA),
                agent("Grace", "grace@okpay.example", Role.SUPERVISOR, Locale.ENGLISH));
    }

    static <T> T pick(T[] all, RandomGenerator dice) {
        return all[dice.nextInt(all.length)];
    }

    static <T> T pick(List<T> all, RandomGenerator dice) {
        return all.get(dice.nextInt(all.size()));
    }

    private static Customer person(
            int i, String name, String phone, String email, Locale language, Instant joined) {
        return Customer.fresh(
                new CustomerId(Ids.derived("demo customer " + i)),
                name,
                PhoneNumber.read(phone),
                EmailAddress.read(email),
                language,
                joined.minus(Duration.ofDays(366)).plusSeconds(i));
    }

    private static Agent agent(String name, String email, Role role, Locale language) {
        return new Agent(
                new AgentId(Ids.derived("demo agent " + email)),
                name,
                EmailAddress.read(email).orElseThrow(),
                role,
                language);
    }
}
