package okpay.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import okpay.Okpay;
import okpay.database.EmbeddedPostgres;
import okpay.identity.Agent;
import okpay.identity.AgentId;
import okpay.identity.Agents;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.identity.Devices;
import okpay.identity.EmailAddress;
import okpay.identity.Passwords;
import okpay.identity.Role;
import okpay.identity.SignIns;
import okpay.search.CaseSearch;
import okpay.support.Author;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Reference;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The desk with many cases: its list, a case, the search over everything, and new cases, through
/// the pages an agent opens. Rows are made by SQL; of a hundred cases two are open, spread over the
/// agents. Server, database and client share the machine.
///
/// Options: `--cases 1000000 --messages 10000000 --agents 500 --seconds 15`.
///
/// Keys of the last line: `cases, messages, agents, creates_per_s, list_p95_ms, open_p95_ms,
/// search_p95_ms, queue_age_p99_ms, rss_mb, index_mb, indexed_s`. A create is a case with its first
/// message through the front doors, by 16 callers; the queue's age is how long a customer's message
/// waits until what it causes is done, at 100 messages a second.
final class DeskBench {

    private static final List<String> WORDS =
            List.of(
                    "我昨天给朋友转了钱显示成功他没收到",
                    "为什么扣了我两次",
                    "退款什么时候到账",
                    "验证码一直收不到",
                    "银行卡绑定失败提示信息不符",
                    "电费交了但是还是显示欠费",
                    "商家说没收到钱",
                    "跨境汇款卡在中间行",
                    "Where is my refund, it has been three days",
                    "I was charged twice for one coffee",
                    "the transfer to Singapore is still pending",
                    "cannot sign in after changing my phone",
                    "账单和实际金额不一致",
                    "额度不够怎么提高",
                    "有人冒充客服让我转账");

    private final int cases;
    private final int messages;
    private final int agents;
    private final Duration time;

    DeskBench(Options options) {
        cases = options.number("cases", 1_000_000);
        messages = options.number("messages", 10_000_000);
        agents = options.number("agents", 500);
        time = Duration.ofSeconds(options.number("seconds", 15));
    }

    void run() throws Exception {
        var data = Path.of("target", "bench-desk");
        Folders.wipe(data);
        try (var database = EmbeddedPostgres.start(data, 0);
                var okpay = start(data, database)) {
            var wang = hire(okpay);
            var people = customers(okpay);
            System.out.println("making rows …");
            fill(JdbcClient.create(database.owner().dataSource()), wang, people);
            long begun = System.nanoTime();
            okpay.getBean(CaseSearch.class).follow();
            double indexed = (System.nanoTime() - begun) / 1e9;
            measure(okpay, wang, people, data, indexed);
        }
    }

    private static ConfigurableApplicationContext start(Path data, EmbeddedPostgres database) {
        return new SpringApplicationBuilder(Okpay.class)
                .run(
                        "--server.port=0",
                        "--okpay.demo=false",
                        "--okpay.understanding.learn=false",
                        "--okpay.help.by-meaning=false",
                        "--okpay.search.every=PT24H",
                        "--okpay.search.dir=" + data.resolve("search"),
                        "--okpay.database.url=" + database.owner().jdbcUrl(),
                        "--okpay.database.user=" + database.owner().user(),
                        "--okpay.database.password=" + database.owner().password());
    }

    private static Agent hire(ConfigurableApplicationContext okpay) {
        var wang =
                new Agent(
                        AgentId.next(),
                        "Wang",
                        EmailAddress.read("wang@okpay.example").orElseThrow(),
                        Role.SUPERVISOR,
                        Locale.CHINA);
        okpay.getBean(Agents.class)
                .hire(wang, okpay.getBean(Passwords.class).hash("correct horse battery"));
        return wang;
    }

    private static List<CustomerId> customers(ConfigurableApplicationContext okpay) {
        var all = new ArrayList<CustomerId>();
        var surnames = "赵钱孙李周吴郑王冯陈";
        for (int i = 0; i < 50; i++) {
            var name = surnames.charAt(i % 10) + List.of("雷", "梅梅", "小明", "丽华", "建国").get(i / 10);
            var registered =
                    okpay.getBean(Customers.class)
                            .register(
                                    new Customers.Newcomer(
                                            name,
                                            Optional.empty(),
                                            EmailAddress.read("c" + i + "@example.com"),
                                            "correct horse battery",
                                            Locale.CHINA));
            all.add(((Customers.Registered) registered).customer().id());
        }
        return all;
    }

    /// Conversations, cases and their messages. A conversation's id comes from its number.
    private void fill(JdbcClient jdbc, Agent wang, List<CustomerId> people) {
        var who = people.stream().map(CustomerId::uuid).toArray(java.util.UUID[]::new);
        jdbc.sql("set synchronous_commit = off").update();
        jdbc.sql(
                        """
                        insert into support.conversation (id, customer, last_seq, started_at)
                        select md5('cv' || i)::uuid, (:who::uuid[])[1 + i % 50], :each, now()
                        from generate_series(1, :cases) i
                        """)
                .param("who", who)
                .param("each", messages / cases)
                .param("cases", cases)
                .update();
        jdbc.sql(
                        """
                        insert into support.support_case (id, number, customer, conversation,
                            about_kind, about_id, topic, stage, priority, assignee, next_due,
                            opened_at, moved_at)
                        select md5('cs' || i)::uuid, 'B' || i, (:who::uuid[])[1 + i % 50],
                            md5('cv' || i)::uuid, 'bench', 'b' || i, '',
                            case when i % 50 = 0 then 'IN_PROGRESS' else 'CLOSED' end, i % 4,
                            case when i % 50 = 0 and i / 50 % :agents = 0 then :wang::uuid
                                when i % 50 = 0 then md5('ag' || (i / 50 % :agents))::uuid end,
                            case when i % 50 = 0 then now() + i % 600 * interval '1 minute' end,
                            now() - (:cases - i) * interval '10 seconds',
                            now() - (:cases - i) * interval '9 seconds'
                        from generate_series(1, :cases) i
                        """)
                .param("who", who)
                .param("agents", agents)
                .param("wang", wang.id().uuid())
                .param("cases", cases)
                .update();
        jdbc.sql(
                        """
                        insert into support.message
                            (conversation, seq, client_id, author_kind, author, body, at)
                        select md5('cv' || (1 + (i - 1) / :each))::uuid, 1 + (i - 1) % :each,
                            'b' || i, 'CUSTOMER', (:who::uuid[])[1 + (1 + (i - 1) / :each) % 50],
                            jsonb_build_object('text',
                                (:words::text[])[1 + i % :kinds] || ' ' || i % 9973),
                            now() - (:messages - i) * interval '1 second'
                        from generate_series(1, :messages) i
                        """)
                .param("each", messages / cases)
                .param("who", who)
                .param("words", WORDS.toArray(String[]::new))
                .param("kinds", WORDS.size())
                .param("messages", messages)
                .update();
        jdbc.sql("vacuum analyze support.conversation").update();
        jdbc.sql("vacuum analyze support.support_case").update();
        jdbc.sql("vacuum analyze support.message").update();
    }

    private void measure(
            ConfigurableApplicationContext okpay,
            Agent wang,
            List<CustomerId> people,
            Path data,
            double indexed)
            throws Exception {
        int port = okpay.getEnvironment().getProperty("local.server.port", Integer.class, 0);
        var signed =
                okpay.getBean(SignIns.class)
                        .agent(
                                wang.email().value(),
                                "correct horse battery",
                                okpay.getBean(Devices.class).read("bench", ""),
                                "127.0.0.1");
        var cookie = "okpay_desk=" + ((SignIns.SignedIn) signed).token().secret();
        var dice = RandomGenerator.of("L64X128MixRandom");
        var views = List.of("mine", "open", "queue", "solved", "all");
        var asked =
                List.of(
                        "退款",
                        "到账",
                        "refund",
                        "李雷",
                        "ll",
                        "中间行 42",
                        "coffee 17",
                        "B4242",
                        "zhaomeimei",
                        "冒充",
                        "Singapore",
                        "扣了");
        double list = pages(port, cookie, i -> "/console/cases?view=" + views.get(i % 5));
        double open = pages(port, cookie, _ -> "/console/cases/" + caseId(1 + dice.nextInt(cases)));
        double search =
                pages(
                        port,
                        cookie,
                        i ->
                                "/console/search?q="
                                        + java.net.URLEncoder.encode(
                                                asked.get(i % asked.size()),
                                                java.nio.charset.StandardCharsets.UTF_8));
        double creates = creates(okpay, people);
        double age = queueAge(okpay, people);
        System.out.printf(
                Locale.ROOT,
                "{\"cases\":%d,\"messages\":%d,\"agents\":%d,\"creates_per_s\":%.0f,"
                        + "\"list_p95_ms\":%.1f,\"open_p95_ms\":%.1f,\"search_p95_ms\":%.1f,"
                        + "\"queue_age_p99_ms\":%.0f,\"rss_mb\":%d,\"index_mb\":%d,\"indexed_s\":%.0f}%n",
                cases,
                messages,
                agents,
                creates,
                list,
                open,
                search,
                age,
                Server.resident("self") >> 20,
                Folders.size(data.resolve("search")) >> 20,
                indexed);
    }

    /// As the rows were made above.
    private static String caseId(int number) {
        try {
            var digest = java.security.MessageDigest.getInstance("MD5");
            byte[] bytes =
                    digest.digest(
                            ("cs" + number).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            var two = java.nio.ByteBuffer.wrap(bytes);
            return okpay.id.Ids.print("cs", new java.util.UUID(two.getLong(), two.getLong()));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// One after the other, the first third not counted.
    private double pages(int port, String cookie, IntFunction<String> path) throws Exception {
        var times = new ArrayList<Double>();
        try (var http = HttpClient.newHttpClient()) {
            long end = System.nanoTime() + time.toNanos();
            long counts = System.nanoTime() + time.toNanos() / 3;
            for (int i = 0; System.nanoTime() < end; i++) {
                var request =
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + port + path.apply(i)))
                                .header("Cookie", cookie)
                                .timeout(Duration.ofSeconds(30))
                                .build();
                long begun = System.nanoTime();
                int status = http.send(request, BodyHandlers.ofString()).statusCode();
                if (status != 200) {
                    throw new IllegalStateException(path.apply(i) + " answered " + status);
                }
                if (begun > counts) {
                    times.add((System.nanoTime() - begun) / 1e6);
                }
            }
        }
        return at(times, 0.95);
    }

    private double creates(ConfigurableApplicationContext okpay, List<CustomerId> people)
            throws InterruptedException {
        var cases = okpay.getBean(Cases.class);
        var conversations = okpay.getBean(Conversations.class);
        var made = new AtomicInteger();
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        var callers = Executors.newVirtualThreadPerTaskExecutor();
        for (int i = 0; i < 16; i++) {
            callers.execute(() -> {
                while (System.nanoTime() < end) {
                    int n = made.incrementAndGet();
                    var who = people.get(n % people.size());
                    var one = cases.open(who, new Reference("made", "m" + n));
                    conversations.write(
                            one.conversation(), new Author.OfCustomer(who), "退款没到账", "c");
                }
            });
        }
        callers.shutdown();
        callers.awaitTermination(2, TimeUnit.MINUTES);
        return made.get() / ((System.nanoTime() - begun) / 1e9);
    }

    /// What the creates above caused is done first.
    private double queueAge(ConfigurableApplicationContext okpay, List<CustomerId> people)
            throws InterruptedException {
        var jdbc = okpay.getBean(JdbcClient.class);
        var quiet = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (waiting(jdbc) > 0 && System.nanoTime() < quiet) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        var conversations = okpay.getBean(Conversations.class);
        var cases = okpay.getBean(Cases.class);
        var ages = new ArrayList<Double>();
        long begun = System.nanoTime();
        int all = (int) (100 * time.toSeconds());
        for (int i = 0; i < all; i++) {
            long wait = begun + i * 10_000_000L - System.nanoTime();
            if (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
            // Ten messages a case: ten new cases a second.
            var who = people.get(i / 10 % people.size());
            var one = cases.open(who, new Reference("queue", "q" + i / 10));
            conversations.write(one.conversation(), new Author.OfCustomer(who), "还没好吗", "q" + i);
            if (i % 20 == 0) {
                ages.add(age(jdbc));
            }
        }
        return at(ages, 0.99);
    }

    private static long waiting(JdbcClient jdbc) {
        return jdbc.sql("select count(*) from news.event_publication").query(Long.class).single();
    }

    private static double age(JdbcClient jdbc) {
        return jdbc.sql(
                        """
                        select coalesce(extract(epoch from clock_timestamp()
                            - min(publication_date)) * 1000, 0) from news.event_publication
                        """)
                .query(Double.class)
                .single();
    }

    static double at(List<Double> times, double share) {
        var sorted = times.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) (share * (sorted.size() - 1)));
    }
}
