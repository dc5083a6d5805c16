package okpay.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import okpay.channels.Outbox;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.id.Ids;
import okpay.identity.EmailAddress;
import okpay.identity.Role;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Contacts;
import okpay.support.Contacts.Reason;
import okpay.support.Conversations;
import okpay.support.Message;
import okpay.support.Promise;
import okpay.support.Promises;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Help for somebody who cannot sign in, and nothing for somebody who only says so.
class SignedOutTest extends Story {

    @Autowired private Contacts contacts;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;
    @Autowired private Promises promises;
    @Autowired private Outbox outbox;

    private final String here = "test-" + Ids.next();

    @Test
    void wordsOfSomebodyWhoCannotSignInComeToAPersonAndTheAnswerToTheOwner() {
        var agent = agent("小林", Role.AGENT);
        var li = customer("李雷");

        assertThat(ask(email(li), "收不到验证码")).isEqualTo(new Contacts.Asked());

        eventually(() -> !cases.of(li.id(), 5).isEmpty() && !messages(li).isEmpty());
        var one = only(li);
        assertThat(one.assignee()).isPresent();
        assertThat(promises.of(one.id()))
                .extracting(Promise::kind)
                .contains(Promise.Kind.FIRST_REPLY);
        assertThat(messages(li).getFirst().author()).isEqualTo(new Author.Okpay());
        var words = (Body.Words) messages(li).getFirst().body();
        assertThat(words.arguments()).contains("收不到验证码");
        assertThat(words.forCustomer().toString())
                .as("a stranger's words are not ours")
                .contains("chat.signed.out.mine")
                .doesNotContain("收不到验证码");

        conversations.write(one.conversation(), new Author.OfAgent(agent.id()), "请检查垃圾邮件。", "a1");

        eventually(() -> !outbox.latest(email(li)).isEmpty());
        var letter = outbox.latest(email(li)).getFirst();
        assertThat(letter.body()).contains("请检查垃圾邮件。").contains(one.number());
    }

    @Test
    void theSamePersonWritingAgainIsTheSameCase() {
        var li = customer("李雷");
        ask(email(li), "first");
        eventually(() -> !cases.of(li.id(), 5).isEmpty());
        ask(email(li), "second");

        eventually(() -> messages(li).stream().anyMatch(it -> says(it, "second")));
        assertThat(cases.of(li.id(), 5)).hasSize(1);
    }

    @Test
    void aStrangerGetsTheSameAnswerAndNobodyALetter() {
        var stranger = "nobody-" + Ids.next() + "@example.com";

        assertThat(ask(stranger, "let me in")).isEqualTo(new Contacts.Asked());

        clock.passes(Duration.ofSeconds(1));
        assertThat(outbox.latest(stranger)).isEmpty();
    }

    @Test
    void anAnswerInAnotherCaseStaysInTheApp() {
        var agent = agent("小林", Role.AGENT);
        var li = customer("李雷");
        var one = cases.open(li.id(), okpay.support.Reference.to("payment", "pm_x"));
        conversations.write(one.conversation(), new Author.OfAgent(agent.id()), "hello", "a1");
        ask(email(li), "wake");
        eventually(() -> cases.of(li.id(), 5).size() == 2);

        assertThat(outbox.latest(email(li))).isEmpty();
    }

    @Test
    void nonsenseTooMuchAndTooOftenIsRefused() {
        var li = customer("李雷");
        assertThat(ask("nobody", "help")).isEqualTo(new Contacts.NotAsked(Reason.NO_HANDLE));
        assertThat(ask(email(li), " \u202e\u0000 ")).isEqualTo(new Contacts.NotAsked(Reason.EMPTY));
        assertThat(ask(email(li), "x".repeat(2001)))
                .isEqualTo(new Contacts.NotAsked(Reason.TOO_LONG));
        for (int i = 0; i < 5; i++) {
            assertThat(ask(email(li), "help " + i)).isEqualTo(new Contacts.Asked());
        }
        assertThat(ask(email(li), "help")).isEqualTo(new Contacts.NotAsked(Reason.TOO_MANY));
        for (int i = 0; i < 45; i++) {
            ask("flood-" + i + "@example.com", "help");
        }
        assertThat(ask(email(customer("韩梅梅")), "help"))
                .isEqualTo(new Contacts.NotAsked(Reason.TOO_MANY));
        clock.passes(Duration.ofDays(1));
        assertThat(ask(email(li), "help")).isEqualTo(new Contacts.Asked());
    }

    private Contacts.Asking ask(String handle, String words) {
        return contacts.ask(handle, words, Locale.CHINA, here);
    }

    private static String email(Someone who) {
        return who.customer().email().map(EmailAddress::value).orElseThrow();
    }

    private Case only(Someone who) {
        var all = cases.of(who.id(), 5);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private java.util.List<Message> messages(Someone who) {
        return conversations.since(cases.of(who.id(), 5).getFirst().conversation(), 0);
    }

    private static boolean says(Message message, String words) {
        return message.body() instanceof Body.Words(var _, var arguments)
                && arguments.contains(words);
    }
}
