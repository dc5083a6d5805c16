package okpay.channels.social;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import okpay.channels.Channel;
import okpay.channels.Dispatcher;
import okpay.channels.Dispatches;
import okpay.channels.Ways;
import okpay.channels.social.Codes.Refusal;
import okpay.house.Someone;
import okpay.house.Story;
import okpay.identity.Agent;
import okpay.identity.Role;
import okpay.messengers.Company;
import okpay.messengers.Messengers;
import okpay.messengers.Messengers.Line;
import okpay.messengers.Messengers.Person;
import okpay.messengers.Mood;
import okpay.resolution.Handling;
import okpay.resolution.Replies;
import okpay.sandbank.Behaviour;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Reference;
import okpay.support.Rewriting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/// People who write from a chat elsewhere, by the companies' own protocols.
class SocialTest extends Story {

    private static final Pattern CODE = Pattern.compile("[0-9A-Z]{5}-[0-9A-Z]{5}");
    private static final AtomicLong NUMBERS = new AtomicLong(86_130_000_000L);

    @Autowired private Messengers messengers;
    @Autowired private Codes codes;
    @Autowired private Bindings bindings;
    @Autowired private Placing placing;
    @Autowired private TelegramChat telegram;
    @Autowired private okpay.channels.Arrivals arrivals;
    @Autowired private okpay.channels.Outbox outbox;
    @Autowired private Dispatcher dispatcher;
    @Autowired private Dispatches dispatches;
    @Autowired private Ways ways;
    @Autowired private Cases cases;
    @Autowired private Conversations conversations;
    @Autowired private Handling handling;
    @Autowired private Replies replies;

    private Someone li;
    private Agent wang;

    @BeforeEach
    void people() {
        li = customer("李雷").holding("100.00 CNY");
        wang = agent("小王", Role.AGENT);
    }

    @ParameterizedTest
    @EnumSource
    void whoShowsThatAChatIsTheirsIsHeardAndAnsweredThere(Company company) {
        var phone = phone(company);
        var shop = shop("Corner Books", Behaviour.PROMPT);
        li.pays("12.34 CNY", shop);

        messengers.write(phone, "I paid 12.34 to Corner Books. Did they get it?");
        eventually(() -> !heard(phone).isEmpty());
        assertThat(heard(phone).getFirst()).doesNotContain("12.34").doesNotContain("李");
        assertThat(casesOf(li)).isEmpty();

        assertThat(bind(phone, li)).isEmpty();
        eventually(() -> casesOf(li).size() == 1 && !ofCustomer(casesOf(li).getFirst()).isEmpty());
        var one = casesOf(li).getFirst();
        assertThat(one.about()).isEqualTo(Reference.to("payment", li.paymentId()));
        assertThat(ofCustomer(one))
                .containsExactly("I paid 12.34 to Corner Books. Did they get it?");
        eventually(() -> send(company) && heard(phone).getLast().contains("Corner Books"));

        messengers.write(phone, "I want to talk to a person.");
        eventually(() -> ofCustomer(one).size() == 2);
        handling.takeOver(one, wang);
        conversations.write(
                one.conversation(), new Author.OfAgent(wang.id()), "They have it now.", "a1");
        clock.passes(Duration.ofSeconds(30));
        eventually(() ->
                send(company)
                        && heard(phone).stream().anyMatch(it -> it.contains("They have it now.")));
        assertThat(casesOf(li)).hasSize(1);
        // Who has it now is said when the news of it is heard, perhaps after the answer.
        eventually(() -> {
            clock.passes(Duration.ofSeconds(30));
            return send(company)
                    && dispatches.of(one.conversation()).values().stream()
                            .allMatch(it -> it.state() == Dispatches.State.SENT);
        });
    }

    @Test
    void whichPaymentIsMeantIsAskedAndAnsweredWithANumber() {
        var phone = bound(Company.TELEGRAM);
        li.pays("12.34 CNY", shop("Corner Books", Behaviour.PROMPT));
        var books = li.paymentId();
        li.pays("5.60 CNY", shop("Harbour Coffee", Behaviour.PROMPT));

        messengers.write(phone, "I was charged twice!");
        eventually(() ->
                send(Company.TELEGRAM)
                        && !heard(phone).isEmpty()
                        && heard(phone).getLast().contains("Corner Books"));
        assertThat(heard(phone).getLast().lines())
                .hasSize(4)
                .anyMatch(it -> it.startsWith("1. ") && it.contains("Harbour Coffee"))
                .anyMatch(it -> it.startsWith("2. ") && it.contains("Corner Books"));

        messengers.write(phone, "2");
        eventually(() ->
                send(Company.TELEGRAM)
                        && heard(phone).stream().anyMatch(it -> it.contains("Who acts now")));
        assertThat(casesOf(li)).hasSize(1);
        assertThat(casesOf(li).getFirst().about()).isEqualTo(Reference.to("payment", books));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsToldFiveTimesIsSaidOnce(Company company) {
        var phone = bound(company);
        for (int i = 0; i < 5; i++) {
            messengers.repeat(phone, "How do I change my name?", 77_000_000L + NUMBERS.get());
        }
        messengers.write(phone, "And my address?");

        eventually(() -> casesOf(li).size() == 1 && ofCustomer(casesOf(li).getFirst()).size() == 2);
        assertThat(ofCustomer(casesOf(li).getFirst()))
                .containsExactly("How do I change my name?", "And my address?");
    }

    @Test
    void whatIsSaidQuicklyStaysInItsOrder() {
        var phone = bound(Company.TELEGRAM);
        var all = IntStream.range(0, 15).mapToObj(it -> "Question " + it).toList();
        all.forEach(it -> messengers.write(phone, it));

        eventually(() ->
                casesOf(li).size() == 1 && ofCustomer(casesOf(li).getFirst()).size() == all.size());
        assertThat(ofCustomer(casesOf(li).getFirst())).isEqualTo(all);
    }

    @Test
    void aCodeIsOnlyGoodForWhoHasItAndThePin() {
        var phone = phone(Company.WECHAT);
        messengers.write(phone, "你好");
        eventually(() -> !heard(phone).isEmpty());
        assertThat(heard(phone).getFirst()).contains("聊天账号").contains("15");
        var code = code(phone);

        assertThat(confirm(code, "000000")).contains(Refusal.WRONG_PIN);
        assertThat(confirm("AAAAA-AAAAA", PIN)).contains(Refusal.NO_SUCH_CODE);
        assertThat(codes.look(li.customer(), code.toLowerCase(java.util.Locale.ROOT))).isPresent();
        messengers.write(phone, "在吗");
        assertThat(code(phone)).as("the same while it is good").isEqualTo(code);

        clock.passes(Codes.GOOD_FOR);
        assertThat(confirm(code, PIN)).contains(Refusal.NO_SUCH_CODE);
        messengers.write(phone, "在吗？");
        assertThat(code(phone)).isNotEqualTo(code);
        assertThat(confirm(code(phone), PIN)).isEmpty();
        assertThat(confirm(code(phone), PIN)).contains(Refusal.NO_SUCH_CODE);
        var other = customer("韩梅梅");
        assertThat(bindings.release(other.id(), Channel.WECHAT, phone.address())).isFalse();
        for (int i = 0; i < 10; i++) {
            var _ = codes.look(other.customer(), "BBBBB-BBBBB");
        }
        assertThat(codes.confirm(other.customer(), "BBBBB-BBBBB", PIN))
                .contains(Refusal.TOO_MANY_TRIES);
    }

    @ParameterizedTest
    @EnumSource
    void whoLeavesIsAStrangerAgain(Company company) {
        var phone = bound(company);
        messengers.write(phone, "How do I change my name?");
        eventually(() -> casesOf(li).size() == 1 && !ofCustomer(casesOf(li).getFirst()).isEmpty());
        var one = casesOf(li).getFirst();
        conversations.write(
                one.conversation(), new Author.OfAgent(wang.id()), "In your profile.", "a1");

        messengers.write(phone, company == Company.WECHAT ? "解绑" : "STOP");
        clock.passes(Duration.ofSeconds(30));
        send(company);

        assertThat(bindings.of(li.id())).isEmpty();
        assertThat(heard(phone)).noneMatch(it -> it.contains("In your profile."));
        messengers.write(phone, "How much do I have?");
        eventually(() -> CODE.matcher(heard(phone).getLast()).find());
        assertThat(ofCustomer(one)).hasSize(1);
    }

    @Test
    void whoeverSaysWhenToComeBackIsLeftAloneUntilThen() {
        var phone = bound(Company.TELEGRAM);
        messengers.write(phone, "How do I change my name?");
        eventually(() -> casesOf(li).size() == 1 && !ofCustomer(casesOf(li).getFirst()).isEmpty());
        var one = casesOf(li).getFirst();
        send(Company.TELEGRAM);
        messengers.behave(Company.TELEGRAM, phone.address(), Mood.BUSY);
        handling.takeOver(one, wang);
        conversations.write(
                one.conversation(), new Author.OfAgent(wang.id()), "In your profile.", "a1");
        clock.passes(Duration.ofSeconds(30));
        send(Company.TELEGRAM);
        messengers.behave(Company.TELEGRAM, phone.address(), Mood.PROMPT);

        clock.passes(Duration.ofSeconds(230));
        send(Company.TELEGRAM);
        assertThat(heard(phone)).noneMatch(it -> it.contains("In your profile."));
        clock.passes(Duration.ofSeconds(11));
        send(Company.TELEGRAM);
        assertThat(heard(phone)).anyMatch(it -> it.contains("In your profile."));
    }

    @ParameterizedTest
    @EnumSource
    void whatACompanyDoesNotCarryIsFoundInTheApp(Company company) {
        var phone = bound(company);
        messengers.write(phone, "How do I change my name?");
        eventually(() -> casesOf(li).size() == 1 && !ofCustomer(casesOf(li).getFirst()).isEmpty());
        var one = casesOf(li).getFirst();
        messengers.behave(company, phone.address(), Mood.DOWN);
        handling.takeOver(one, wang);
        conversations.write(
                one.conversation(), new Author.OfAgent(wang.id()), "In your profile.", "a1");
        clock.passes(Duration.ofSeconds(30));
        send(company);
        assertThat(states(one)).contains(Dispatches.State.WAITING);

        messengers.behave(company, phone.address(), Mood.CLOSED);
        clock.passes(Duration.ofMinutes(10));
        send(company);

        assertThat(states(one)).contains(Dispatches.State.GIVEN_UP);
        assertThat(states(one)).doesNotContain(Dispatches.State.WAITING);
        assertThat(ways.of(one.conversation())).isEmpty();
        assertThat(saysThatItCameBack(one)).isTrue();
    }

    @Test
    void whoWroteTooLongAgoOnWhatsappIsAskedForAWordAndThenTold() {
        var phone = bound(Company.WHATSAPP);
        var one = answeredAfter(Duration.ofHours(25), phone);

        assertThat(heard(phone).getLast())
                .contains(one.number())
                .contains("Write anything")
                .doesNotContain("In your profile.");
        int before = heard(phone).size();
        clock.passes(Duration.ofHours(25));
        send(Company.WHATSAPP);
        assertThat(heard(phone)).as("nobody is asked twice").hasSize(before);
        assertThat(states(one)).contains(Dispatches.State.WAITING);

        messengers.write(phone, "OK, tell me");
        eventually(() -> ofCustomer(one).size() == 2);
        send(Company.WHATSAPP);
        assertThat(heard(phone)).anyMatch(it -> it.contains("In your profile."));
        assertThat(states(one)).doesNotContain(Dispatches.State.GIVEN_UP);
    }

    /// However much is said meanwhile, what waits for a word is not given up.
    @Test
    void whatWaitsForAWordWaitsForIt() {
        var phone = bound(Company.WHATSAPP);
        var one = answeredAfter(Duration.ofHours(25), phone);
        for (int i = 0; i < 12; i++) {
            says(one, "And more " + i, "more" + i);
            clock.passes(Duration.ofMinutes(1));
            send(Company.WHATSAPP);
        }
        assertThat(states(one)).doesNotContain(Dispatches.State.GIVEN_UP);

        messengers.write(phone, "OK");
        eventually(() -> ofCustomer(one).size() == 2);
        send(Company.WHATSAPP);
        assertThat(heard(phone))
                .anyMatch(it -> it.contains("In your profile.") && it.contains("And more 11"));
    }

    @Test
    void whoIsAskedForAWordAndSaysNothingFindsItInTheApp() {
        var phone = bound(Company.WHATSAPP);
        var one = answeredAfter(Duration.ofHours(25), phone);
        clock.passes(Invitations.LASTS);
        send(Company.WHATSAPP);

        assertThat(heard(phone)).noneMatch(it -> it.contains("In your profile."));
        assertThat(states(one))
                .contains(Dispatches.State.GIVEN_UP)
                .doesNotContain(Dispatches.State.WAITING);
        assertThat(saysThatItCameBack(one)).isTrue();
    }

    /// Facebook lets people answer longer than programs.
    @Test
    void onFacebookAnAgentMayAnswerForAWeek() {
        var soon = bound(Company.FACEBOOK);
        answeredAfter(Duration.ofHours(25), soon);
        assertThat(heard(soon).getLast()).contains("In your profile.");

        li = customer("韩梅梅").holding("100.00 CNY");
        var late = bound(Company.FACEBOOK);
        var one = answeredAfter(Duration.ofDays(8), late);
        assertThat(heard(late)).noneMatch(it -> it.contains("In your profile."));
        assertThat(states(one)).contains(Dispatches.State.GIVEN_UP);
        assertThat(saysThatItCameBack(one)).isTrue();
    }

    private Case answeredAfter(Duration time, Person phone) {
        messengers.write(phone, "How do I change my name?");
        eventually(() -> casesOf(li).size() == 1 && !ofCustomer(casesOf(li).getFirst()).isEmpty());
        var one = casesOf(li).getFirst();
        handling.takeOver(one, wang);
        send(phone.company());
        clock.passes(time);
        conversations.write(
                one.conversation(), new Author.OfAgent(wang.id()), "In your profile.", "a1");
        clock.passes(Duration.ofSeconds(30));
        send(phone.company());
        return one;
    }

    private boolean saysThatItCameBack(Case one) {
        return says(one, "chat.returned.");
    }

    private boolean says(Case one, String key) {
        return conversations.all(one.conversation(), 0).stream()
                .anyMatch(
                        it -> it.body() instanceof Body.Words words && words.key().startsWith(key));
    }

    @Test
    void whatHasLeftIsNotTakenBack() {
        var phone = bound(Company.TELEGRAM);
        messengers.write(phone, "How do I change my name?");
        eventually(() -> casesOf(li).size() == 1 && !ofCustomer(casesOf(li).getFirst()).isEmpty());
        var one = casesOf(li).getFirst();
        handling.takeOver(one, wang);
        long first = says(one, "Not so.", "a1");
        assertThat(replies.takeBack(one, wang, first)).isEqualTo(Rewriting.Outcome.DONE);
        long second = says(one, "In your profile.", "a2");
        clock.passes(Duration.ofSeconds(30));
        send(Company.TELEGRAM);

        assertThat(heard(phone)).noneMatch(it -> it.contains("Not so."));
        assertThat(heard(phone)).anyMatch(it -> it.contains("In your profile."));
        assertThat(replies.takeBack(one, wang, second)).isEqualTo(Rewriting.Outcome.LEFT);
    }

    private long says(Case one, String text, String clientId) {
        conversations.write(one.conversation(), new Author.OfAgent(wang.id()), text, clientId);
        return conversations.all(one.conversation(), 0).getLast().seq();
    }

    /// Who writes from two chats is answered in each what was said to it.
    @Test
    void anAnswerGoesToTheChatItWasMeantFor() {
        var home = bound(Company.TELEGRAM);
        var work = bound(Company.TELEGRAM);
        messengers.write(home, "How do I change my name?");
        eventually(() -> casesOf(li).size() == 1 && !ofCustomer(casesOf(li).getFirst()).isEmpty());
        var one = casesOf(li).getFirst();
        handling.takeOver(one, wang);
        send(Company.TELEGRAM);
        messengers.behave(Company.TELEGRAM, home.address(), Mood.DOWN);
        says(one, "In your profile.", "a1");
        clock.passes(Duration.ofSeconds(30));
        send(Company.TELEGRAM);
        messengers.write(work, "And my address?");
        eventually(() -> ofCustomer(one).size() == 2);
        says(one, "At the same place.", "a2");
        messengers.behave(Company.TELEGRAM, home.address(), Mood.CLOSED);
        clock.passes(Duration.ofMinutes(2));
        send(Company.TELEGRAM);

        assertThat(heard(work)).anyMatch(it -> it.contains("At the same place."));
        assertThat(heard(home)).noneMatch(it -> it.contains("At the same place."));
        assertThat(ways.of(one.conversation()))
                .as("the other one is closed, this one is not")
                .hasValueSatisfying(it -> assertThat(it.address()).isEqualTo(work.address()));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasSaidLongAgoEndsNothingNow(Company company) {
        var phone = bound(company);
        long number = 78_000_000L + NUMBERS.incrementAndGet();
        var stop = company == Company.WECHAT ? "解绑" : "STOP";
        messengers.repeat(phone, stop, number);
        eventually(() -> bindings.of(li.id()).isEmpty());
        messengers.write(phone, "Hello again");
        eventually(() -> CODE.matcher(heard(phone).getLast()).find());
        assertThat(bind(phone, li)).isEmpty();

        messengers.repeat(phone, stop, number);
        assertThat(bindings.of(li.id())).hasSize(1);
    }

    @Test
    void whoCouldNotBeReachedForDaysFindsItInTheApp() {
        var phone = bound(Company.TELEGRAM);
        messengers.write(phone, "How do I change my name?");
        eventually(() -> casesOf(li).size() == 1 && !ofCustomer(casesOf(li).getFirst()).isEmpty());
        var one = casesOf(li).getFirst();
        handling.takeOver(one, wang);
        send(Company.TELEGRAM);
        messengers.behave(Company.TELEGRAM, phone.address(), Mood.DOWN);
        says(one, "In your profile.", "a1");
        for (int i = 0; i < 12; i++) {
            clock.passes(Duration.ofHours(16));
            send(Company.TELEGRAM);
        }

        assertThat(states(one)).contains(Dispatches.State.GIVEN_UP);
        assertThat(says(one, "chat.given.up")).isTrue();
        assertThat(ways.of(one.conversation())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aPictureComesAlong(Company company) throws IOException {
        var phone = bound(company);
        var png = new ByteArrayOutputStream();
        ImageIO.write(
                new java.awt.image.BufferedImage(40, 40, java.awt.image.BufferedImage.TYPE_INT_RGB),
                "png",
                png);
        messengers.write(phone, "看这个", png.toByteArray());

        eventually(() -> casesOf(li).size() == 1 && shows(casesOf(li).getFirst(), "file"));
    }

    @Test
    void theOwnerIsToldOfAChatThatSpeaksForThem() {
        bound(Company.WECHAT);
        var to = li.customer().email().orElseThrow().value();
        assertThat(outbox.latest(to)).anyMatch(it -> it.body().contains("微信"));
    }

    /// What waits to be placed, or is on its way, does not open a way that was closed.
    @Test
    void whoLeavesWhileTheirWordsAreOnTheWayIsAnsweredInTheApp() {
        var phone = bound(Company.TELEGRAM);
        var whose = bindings.find(Channel.TELEGRAM, phone.address()).orElseThrow();
        var said =
                new Said(
                        Channel.TELEGRAM,
                        "late" + phone.address(),
                        phone.address(),
                        "Tiger",
                        "en",
                        "How do I change my name?",
                        List.of());
        var fresh =
                new okpay.channels.Arrivals.Fresh(
                        Channel.TELEGRAM,
                        said.key(),
                        said.address(),
                        "",
                        "",
                        new org.springframework.core.io.ByteArrayResource(new byte[0]));
        var arrival = arrivals.keep(fresh).orElseThrow();
        bindings.release(li.id(), Channel.TELEGRAM, phone.address());
        try {
            placing.place(arrival, said, whose, telegram);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        var one = casesOf(li).getFirst();
        assertThat(ofCustomer(one)).hasSize(1);
        assertThat(ways.of(one.conversation())).isEmpty();

        conversations.write(
                one.conversation(), new Author.OfAgent(wang.id()), "In your profile.", "a1");
        var answer = conversations.all(one.conversation(), 0).getLast();
        dispatches.add(
                one.conversation(), answer.seq(), Channel.TELEGRAM, phone.address(), Duration.ZERO);
        send(Company.TELEGRAM);
        assertThat(heard(phone))
                .as("nothing goes where nobody is bound")
                .noneMatch(it -> it.contains("In your profile."));
        assertThat(states(one)).doesNotContain(Dispatches.State.WAITING);
    }

    private boolean shows(Case one, String kind) {
        return conversations.all(one.conversation(), 0).stream()
                .anyMatch(it ->
                        it.body() instanceof Body.Shown(var what) && what.kind().equals(kind));
    }

    private List<Dispatches.State> states(Case one) {
        return dispatches.of(one.conversation()).values().stream()
                .map(Dispatches.Dispatch::state)
                .toList();
    }

    private Person bound(Company company) {
        var phone = phone(company);
        messengers.write(phone, company == Company.TELEGRAM ? "/start" : "");
        eventually(() -> !heard(phone).isEmpty());
        assertThat(bind(phone, li)).isEmpty();
        eventually(() -> isSettled(phone));
        return phone;
    }

    private boolean isSettled(Person phone) {
        var last = heard(phone).getLast();
        return last.contains("stop") || last.contains("解绑");
    }

    private Optional<Refusal> bind(Person phone, Someone who) {
        return codes.confirm(who.customer(), code(phone), PIN);
    }

    private Optional<Refusal> confirm(String code, String pin) {
        return codes.confirm(li.customer(), code, pin);
    }

    private String code(Person phone) {
        var found = CODE.matcher(heard(phone).getLast());
        assertThat(found.find()).as(heard(phone).getLast()).isTrue();
        return found.group();
    }

    private static Person phone(Company company) {
        return new Person(company, Long.toString(NUMBERS.incrementAndGet()), "Tiger");
    }

    private List<String> heard(Person phone) {
        return messengers.chat(phone.company(), phone.address()).stream()
                .filter(Line::byOkpay)
                .map(Line::text)
                .toList();
    }

    private boolean send(Company company) {
        dispatcher.send(Channel.valueOf(company.name()));
        return true;
    }

    private List<Case> casesOf(Someone who) {
        return cases.of(who.id(), 5);
    }

    private List<String> ofCustomer(Case one) {
        return conversations.all(one.conversation(), 0).stream()
                .filter(it -> it.author() instanceof Author.OfCustomer)
                .flatMap(it ->
                        it.body() instanceof Body.Text(var text)
                                ? java.util.stream.Stream.of(text)
                                : java.util.stream.Stream.<String>empty())
                .toList();
    }
}
