package okpay.web;

import static org.assertj.core.api.Assertions.assertThat;

import okpay.errors.ShownErrors;
import okpay.house.Program;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.EmailAddress;
import okpay.identity.Role;
import okpay.search.CaseSearch;
import okpay.support.Author;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// A day at the desk by program, and what goes wrong.
class DeskApiTest extends Story {

    @LocalServerPort private int port;
    @Autowired private Cases cases;
    @Autowired private okpay.desk.Reads reads;
    @Autowired private Conversations conversations;
    @Autowired private CaseSearch search;
    @Autowired private ShownErrors errors;

    private Agent wang;
    private Someone li;
    private Case one;
    private Program desk;

    @BeforeEach
    void anAgentSignsIn() {
        wang = agent("小王", Role.AGENT);
        li = customer("李雷");
        one = cases.open(li.id(), Reference.to("question", li.id()));
        var nobody = new Program(port, "");
        var signedIn =
                nobody.post(
                        "/desk/sessions",
                        "{'email': '%s', 'password': '%s'}"
                                .formatted(wang.email().value(), PASSWORD));
        assertThat(signedIn.status()).isEqualTo(201);
        desk = nobody.with(signedIn.json().path("token").asString());
    }

    @Test
    void aCaseIsTakenAnsweredNotedTaggedAndSolved() {
        var at = "/desk/cases/" + one.id();
        assertThat(desk.post(at + "/taking", "").json().at("/head/agent").asString())
                .isEqualTo(wang.id().toString());
        assertThat(desk.get("/desk/cases?view=MINE").text()).contains(one.number());
        long seen = says("我的转账没有到");

        var early = reply(at, "您好", "r1", seen - 1, "");
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.json().path("outcome").asString()).isEqualTo("NEWER");
        var doubtful = reply(at, "我们赔您 ¥999.00", "r1", seen, "");
        assertThat(doubtful.json().at("/doubts/0/kind").asString()).isEqualTo("UNKNOWN_SUM");
        assertThat(reply(at, "我们赔您 ¥999.00", "r1", seen, ", 'secondLook': true").status())
                .isEqualTo(202);
        assertThat(reply(at, "请把验证码发给我", "r2", seen, ", 'secondLook': true").status())
                .isEqualTo(409);
        assertThat(reply(at, "您好，正在核实", "r3", seen, "").status()).isEqualTo(201);
        assertThat(reply(at, "您好，正在核实", "r3", seen, "").status()).isEqualTo(201);

        assertThat(desk.get(at + "/messages?after=" + seen).json().size()).isEqualTo(1);
        assertThat(reads.of(one.customer(), 10)).as("once a day").hasSize(1);
        assertThat(desk.post(at + "/notes", "{'text': '已电联银行'}").status()).isEqualTo(204);
        assertThat(desk.get(at + "/notes").text()).contains("已电联银行");
        assertThat(desk.send("PUT", at + "/tags/vip", "").json().path("tags").toString())
                .contains("vip");
        assertThat(desk.send("DELETE", at + "/tags/vip", "").json().path("tags").size()).isZero();
        search.follow();
        assertThat(desk.get("/desk/search?q=" + encoded("转账没有到")).text())
                .contains(one.conversation().toString());

        assertThat(desk.post(at + "/resolution", "{'cause': 'MADE_UP'}").code())
                .isEqualTo("CAUSE_MISSING");
        assertThat(
                        desk.post(at + "/resolution", "{'cause': 'QUESTION'}")
                                .json()
                                .at("/head/stage")
                                .asString())
                .isEqualTo("RESOLVED");
    }

    @Test
    void customersAndStrangersDoNotGetToTheDesk() {
        var nobody = desk.with("");
        assertThat(nobody.get("/desk/cases").status()).isEqualTo(401);
        assertThat(nobody.post("/desk/cases/" + one.id() + "/taking", "").status()).isEqualTo(401);
        var customer = nobody.with(customerToken());
        assertThat(customer.get("/desk/cases").status()).isEqualTo(403);
        assertThat(customer.get("/desk/cases/" + one.id()).status()).isEqualTo(403);
        // And an agent is no customer.
        assertThat(desk.get("/cases").status()).isEqualTo(403);
        assertThat(nobody.post("/desk/sessions", "{'email': 'x', 'password': 'y'}").status())
                .isEqualTo(422);
    }

    @Test
    void nonsenseIsAnsweredAndNothingHappens() {
        assertThat(desk.get("/desk/cases/cs_nonsense").status()).isEqualTo(404);
        assertThat(desk.get("/desk/cases?view=NONE").status()).isEqualTo(400);
        assertThat(desk.get("/desk/cases?skip=-99999999").status()).isEqualTo(200);
        var at = "/desk/cases/" + one.id();
        assertThat(desk.post(at + "/messages", "{'text': ''}").status()).isEqualTo(400);
        assertThat(desk.post(at + "/messages", "[]").status()).isEqualTo(400);
        assertThat(reply(at, "x", "r", 0, ", 'zone': 'Mars/Olympus'").status()).isEqualTo(400);
        assertThat(desk.post(at + "/question", "").code()).isEqualTo("NOT_YOURS");
        assertThat(desk.send("PUT", at + "/fields/none", "{'value': 'x'}").code())
                .isEqualTo("NOT_VALID");
        assertThat(desk.send("PUT", at + "/tags/" + "x".repeat(41), "").code())
                .isEqualTo("NOT_VALID");
    }

    /// The desk sees it before anybody has to type it.
    @Test
    void whatStoodOnACustomersScreenIsKnownAtTheDesk() {
        var customer = desk.with(customerToken());
        assertThat(customer.get("/payments/pm_nonsense").status()).isEqualTo(404);
        assertThat(customer.post("/cases/" + one.id() + "/messages", "{'text': ''}").status())
                .isEqualTo(400);

        var shown = errors.latest(li.id(), 10);

        assertThat(shown).map(ShownErrors.Shown::code).contains("NOT_FOUND", "NOT_VALID");
        assertThat(shown)
                .map(ShownErrors.Shown::place)
                .contains("/api/v1/cases/…/messages")
                .noneMatch(it -> it.contains(one.id().toString()));
        assertThat(errors.latest(customer("韩梅梅").id(), 10)).isEmpty();
    }

    @Test
    void theHelpCentreIsReadByProgram() {
        var nobody = desk.with("");
        assertThat(nobody.get("/articles?language=zh").json().size()).isGreaterThan(50);
        var whole = nobody.get("/articles/forgot-password?language=zh").json();
        assertThat(whole.at("/head/language").asString()).isEqualTo("zh");
        assertThat(whole.path("sections").size()).isPositive();
        var found = nobody.get("/articles/search?q=" + encoded("忘记密码怎么办")).json();
        assertThat(found.at("/hits/0/article/slug").asString()).isEqualTo("forgot-password");

        assertThat(nobody.get("/articles/no-such-thing").status()).isEqualTo(404);
        assertThat(nobody.get("/articles/desk-money-back").status()).isEqualTo(404);
        assertThat(desk.get("/articles/desk-money-back").status()).isEqualTo(200);
        assertThat(nobody.get("/articles?language=xx").status()).isEqualTo(400);
        assertThat(nobody.get("/articles/search?q=" + "x".repeat(301)).status()).isEqualTo(400);
    }

    private Program.Answer reply(String at, String text, String id, long seen, String more) {
        return desk.post(
                at + "/messages",
                "{'text': '%s', 'clientId': '%s', 'seen': %d%s}".formatted(text, id, seen, more));
    }

    private long says(String text) {
        var author = new Author.OfCustomer(li.id());
        conversations.write(one.conversation(), author, text, "k");
        return conversations.since(one.conversation(), 0).getLast().seq();
    }

    private String customerToken() {
        var mail = li.customer().email().map(EmailAddress::value).orElseThrow();
        return new Program(port, "")
                .post("/sessions", "{'handle': '%s', 'password': '%s'}".formatted(mail, PASSWORD))
                .json()
                .path("token")
                .asString();
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
