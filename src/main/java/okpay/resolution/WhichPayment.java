package okpay.resolution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import okpay.hours.Calendars;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.language.Topic;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.CaseId;
import okpay.support.Cases;
import okpay.support.Conversations;
import okpay.support.Merging;
import okpay.support.Reference;
import okpay.support.Stage;
import okpay.wallet.Payment;
import okpay.wallet.PaymentId;
import okpay.wallet.Payments;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Asks what a person would have to ask first: which payment is meant. It is answered with a
/// number, by whichever way, or in words that fit but one; then the case is about that payment, and
/// what the books know of it is said. Who does not answer is not left alone: after ten minutes a
/// person has the case.
@Component
public class WhichPayment {

    /// What a question is shown as.
    public static final String KIND = "which";

    /// So long an answer is waited for.
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    /// “Not the one of the bookshop”.
    private static final Pattern NOT =
            Pattern.compile(
                    "不是|并非|除了|不对|别的|\\b(?:not|isn'?t|wasn'?t|except|other)\\b",
                    Pattern.CASE_INSENSITIVE);

    private final QuestionRows rows;
    private final Hearing hearing;
    private final Payments payments;
    private final Customers customers;
    private final Calendars calendars;
    private final Cases cases;
    private final Merging merging;
    private final Conversations conversations;
    private final Resolutions resolutions;
    private final Diagnoses diagnoses;
    private final OneByOne alone;
    private final Clock clock;

    WhichPayment(
            QuestionRows rows,
            Hearing hearing,
            Payments payments,
            Customers customers,
            Calendars calendars,
            Cases cases,
            Merging merging,
            Conversations conversations,
            Resolutions resolutions,
            Diagnoses diagnoses,
            OneByOne alone,
            Clock clock) {
        this.rows = rows;
        this.hearing = hearing;
        this.payments = payments;
        this.customers = customers;
        this.calendars = calendars;
        this.cases = cases;
        this.merging = merging;
        this.conversations = conversations;
        this.resolutions = resolutions;
        this.diagnoses = diagnoses;
        this.alone = alone;
        this.clock = clock;
    }

    public enum State {
        ASKED,
        /// Nobody answered in time, and a person has it; an answer still counts.
        LAPSED,
        ANSWERED
    }

    /// @param payments in the order of their numbers, from 1
    /// @param forPerson a person answers, whatever the books say
    /// @param until then a person has it
    /// @param chosen empty when none of them was meant, or nobody answered
    public record Question(
            QuestionId id,
            CaseId of,
            List<PaymentId> payments,
            boolean forPerson,
            Instant until,
            State state,
            Optional<PaymentId> chosen) {
        public Question {
            payments = List.copyOf(payments);
        }
    }

    public Optional<Question> find(QuestionId id) {
        return rows.find(id);
    }

    /// What is asked, as it stands now: in the order of the numbers.
    public List<Payment> payments(Question question) {
        return question.payments().stream().map(it -> payments.find(it).orElseThrow()).toList();
    }

    /// A customer presses what a number stands for.
    ///
    /// @param number 0 for none of them
    /// @return false when it is not theirs, has no such number, or was answered before
    @Transactional
    public boolean choose(CustomerId customer, QuestionId id, int number) {
        var question = find(id).filter(it -> number >= 0 && number <= it.payments().size());
        var of = question.flatMap(it -> cases.find(it.of(), customer)).map(cases::root);
        if (question.isEmpty() || of.isEmpty()) {
            return false;
        }
        var said = say(of.get(), question.get(), number);
        if (said == Said.NOTHING) {
            resolutions.handOver(cases.root(cases.find(of.get().id()).orElseThrow()));
        }
        return said != Said.ANSWERED_BEFORE;
    }

    private enum Said {
        EVERYTHING,
        /// It is for a person to go on.
        NOTHING,
        ANSWERED_BEFORE
    }

    /// Hears a customer's words: an answer, or something that a payment is missing from.
    ///
    /// @return whether everything is said; else it goes on as it would without
    @Transactional
    boolean hears(Case one, String text, long seq) {
        var asked = rows.last(one.id());
        if (asked.isPresent() && wasHeard(one, asked.get(), text, seq)) {
            return true;
        }
        // Numbers somebody tells a colleague who has the case are theirs.
        boolean isWithNobody = one.stage() == Stage.OPENED || one.stage() == Stage.WAITING;
        if (isWithNobody && asked.filter(it -> it.state() != State.ANSWERED).isPresent()) {
            var question = asked.get();
            var number = number(one, question, text);
            return number.isPresent() && say(one, question, number.getAsInt()) == Said.EVERYTHING;
        }
        boolean mayAsk =
                asked.isEmpty()
                        && one.stage() == Stage.OPENED
                        && one.about().kind().equals(Hearing.QUESTION);
        return mayAsk && cases.lock(one.id()).stage() == Stage.OPENED && ask(one, text);
    }

    /// News may come twice: what the question came after, or what answered it.
    private boolean wasHeard(Case one, Question question, String text, long seq) {
        if (question.state() == State.ANSWERED) {
            int chosen = question.chosen().map(question.payments()::indexOf).orElse(-1) + 1;
            return Picked.in(text, question.payments().size()).equals(OptionalInt.of(chosen));
        }
        return conversations
                .written(one.conversation(), new Author.Okpay(), "which:" + question.id())
                .filter(it -> it.seq() > seq)
                .isPresent();
    }

    private OptionalInt number(Case one, Question question, String text) {
        var picked = Picked.in(text, question.payments().size());
        if (picked.isPresent() || NOT.matcher(text).find()) {
            return picked;
        }
        var meant = hearing.among(one.customer(), payments(question), text, zone());
        return meant.size() == 1
                ? OptionalInt.of(1 + question.payments().indexOf(meant.getFirst().id()))
                : OptionalInt.empty();
    }

    private ZoneId zone() {
        return calendars.get(Deadlines.OFFICE).zone();
    }

    private boolean ask(Case one, String text) {
        var customer = customers.find(one.customer()).orElseThrow();
        var heard = hearing.hear(customer, text, zone());
        var choices = heard.choices();
        if (choices.isEmpty()) {
            return false;
        }
        boolean forPerson = heard.topic() == Topic.WANTS_A_PERSON;
        if (heard.topic() != Topic.UNCLEAR && !forPerson) {
            cases.setTopic(one.id(), heard.topic().name());
        }
        if (heard.payments().size() == 1) {
            return turn(one, choices.getFirst().id(), forPerson);
        }
        var id =
                rows.keep(
                        one.id(),
                        choices.stream().map(Payment::id).toList(),
                        forPerson,
                        clock.instant().plus(PATIENCE));
        conversations.say(
                one.conversation(), new Body.Shown(Reference.to(KIND, id)), "which:" + id);
        return true;
    }

    private Said say(Case one, Question question, int number) {
        var chosen =
                number == Picked.NONE
                        ? Optional.<PaymentId>empty()
                        : Optional.of(question.payments().get(number - 1));
        if (!rows.answer(question.id(), chosen, clock.instant())) {
            return Said.ANSWERED_BEFORE;
        }
        return chosen.filter(it -> turn(one, it, question.forPerson())).isPresent()
                ? Said.EVERYTHING
                : Said.NOTHING;
    }

    /// The case is about this payment, and its card is shown. Where no person has it yet, what the
    /// books know is said.
    private boolean turn(Case one, PaymentId meant, boolean forPerson) {
        var before =
                cases.about(Reference.to("payment", meant)).stream().map(cases::root).findFirst();
        var there = merging.turnsOut(one.id(), Reference.to("payment", meant));
        if (!there.id().equals(one.id())) {
            return goesOn(one, there, before.filter(it -> it.stage().isOpen()).isPresent());
        }
        conversations.say(
                there.conversation(), new Body.Shown(there.about()), "card:" + there.about());
        boolean isWithNobody = there.stage() == Stage.OPENED || there.stage() == Stage.WAITING;
        if (forPerson || !isWithNobody) {
            return false;
        }
        var payment = payments.find(meant).orElseThrow();
        resolutions.diagnose(there, payment, Resolutions.topicOf(there));
        return true;
    }

    /// It lies in the case there was about that payment: whoever has that goes on.
    private boolean goesOn(Case one, Case there, boolean wasOpen) {
        var words = wasOpen ? "chat.goes.on" : "chat.open.again";
        conversations.say(there.conversation(), Body.Words.of(words), "joined:" + one.id());
        if (there.stage() == Stage.OPENED) {
            // Said again: whoever asks from elsewhere has not read it there.
            diagnoses
                    .latest(there.id())
                    .map(it -> new Body.Shown(Reference.to("diagnosis", it.id())))
                    .ifPresent(
                            it -> conversations.say(there.conversation(), it, "again:" + one.id()));
        }
        return true;
    }

    /// Who was asked and did not answer in time is handed to a person.
    @Scheduled(fixedDelayString = "${okpay.resolution.which-every:PT15S}")
    public void handOverTheSilent() {
        alone.each(rows.due(clock.instant()), this::lapse);
    }

    private void lapse(QuestionId id) {
        var of = cases.find(find(id).orElseThrow().of()).map(cases::root).orElseThrow();
        var one = cases.lock(of.id());
        if (rows.lapse(id) && one.stage() == Stage.OPENED) {
            resolutions.handOver(one);
        }
    }
}
