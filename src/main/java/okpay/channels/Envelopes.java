package okpay.channels;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import okpay.channels.Dispatches.Dispatch;
import okpay.identity.Customers;
import okpay.identity.Letter;
import okpay.support.Author;
import okpay.support.Body;
import okpay.support.Case;
import okpay.support.Cases;
import okpay.support.ConversationId;
import okpay.support.Conversations;
import okpay.support.Message;
import okpay.support.Receipts;
import org.springframework.stereotype.Component;

/// Makes one envelope of what waits for one person.
@Component
class Envelopes {

    /// “ok” is said in every language.
    private static final int ENOUGH_LETTERS = 12;

    private static final int LOOKED_AT = 50;

    private static final Letter.Kind ANSWER = Letter.Kind.SUPPORT_REPLY;

    private final Outbox outbox;
    private final Cases cases;
    private final Conversations conversations;
    private final Customers customers;
    private final Receipts receipts;
    private final Arrivals arrivals;
    private final Spoken spoken;
    private final Numbers numbers;

    Envelopes(
            Outbox outbox,
            Cases cases,
            Conversations conversations,
            Customers customers,
            Receipts receipts,
            Arrivals arrivals,
            Spoken spoken,
            Numbers numbers) {
        this.outbox = outbox;
        this.cases = cases;
        this.conversations = conversations;
        this.customers = customers;
        this.receipts = receipts;
        this.arrivals = arrivals;
        this.spoken = spoken;
        this.numbers = numbers;
    }

    /// @param all of one letter or of one conversation, not empty
    /// @return empty when nothing is left to say
    Optional<Envelope> make(List<Dispatch> all) {
        var first = all.getFirst();
        return first.letter().isPresent()
                ? outbox.find(first.letter().get()).map(it -> letter(first, it))
                : said(first, first.conversation().orElseThrow(), all);
    }

    private static Envelope letter(Dispatch it, Outbox.Written letter) {
        return new Envelope(
                it.id(),
                List.of(it.id()),
                it.address(),
                Locale.forLanguageTag(letter.language()),
                letter.about(),
                letter.subject(),
                letter.body(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                true,
                letter.alone(),
                it.orphan(),
                letter.lasts());
    }

    private Optional<Envelope> said(Dispatch first, ConversationId in, List<Dispatch> all) {
        var found = cases.of(in);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var one = found.get();
        var answers = arrivals.latest(in, first.channel());
        var own = customers.find(one.customer()).orElseThrow().language();
        var reader = answers.flatMap(it -> language(in, it.words(), first.seq())).orElse(own);
        var unread = unread(in, all);
        var lines = new ArrayList<String>();
        unread.forEach(it -> spoken.words(one, it.body(), reader).ifPresent(lines::add));
        if (!lines.isEmpty() && first.channel() == Channel.EMAIL) {
            lines.add(numbers.sign(ANSWER, Channel.EMAIL, first.address(), reader));
        }
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Envelope(
                                first.id(),
                                all.stream().map(Dispatch::id).toList(),
                                first.address(),
                                reader,
                                Optional.of(one.number()),
                                subject(answers, one),
                                String.join("\n\n", lines),
                                unread.stream()
                                        .flatMap(it -> spoken.file(one, it.body()).stream())
                                        .toList(),
                                answers,
                                Optional.of(one.customer()),
                                unread.stream()
                                        .noneMatch(it -> it.author() instanceof Author.OfAgent),
                                true,
                                first.orphan(),
                                Envelope.LONGEST));
    }

    private List<Message> unread(ConversationId in, List<Dispatch> all) {
        long read = receipts.of(in, Receipts.Side.CUSTOMER).read();
        return all.stream()
                .map(Dispatch::seq)
                .filter(it -> it > read)
                .sorted()
                .flatMap(it -> conversations.message(in, it).stream())
                .toList();
    }

    /// Who writes is answered in the language they wrote, or wrote before where a “2” tells of
    /// none; the app has one of its own.
    private Optional<Locale> language(ConversationId in, String words, long seq) {
        return language(words)
                .or(() ->
                        conversations.all(in, Math.max(0, seq - LOOKED_AT)).reversed().stream()
                                .filter(it -> it.author() instanceof Author.OfCustomer)
                                .flatMap(it ->
                                        it.body() instanceof Body.Text(var said)
                                                ? language(said).stream()
                                                : Stream.empty())
                                .findFirst());
    }

    private static Optional<Locale> language(String words) {
        if (Phrases.isChinese(words)) {
            return Optional.of(Locale.SIMPLIFIED_CHINESE);
        }
        long letters = words.codePoints().filter(it -> it < 128 && Character.isLetter(it)).count();
        return letters >= ENOUGH_LETTERS ? Optional.of(Locale.ENGLISH) : Optional.empty();
    }

    private static String subject(Optional<Arrival> answers, Case one) {
        var theirs = answers.map(Arrival::subject).orElse("").strip();
        var named = theirs.isEmpty() ? "OKPay" : theirs;
        return named.contains(one.number()) ? named : named + " [" + one.number() + "]";
    }
}
