package okpay.resolution;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import okpay.language.Fact;
import okpay.language.Facts;
import okpay.language.Tone;
import okpay.understanding.Understanding;
import okpay.wallet.Wallets;
import org.springframework.stereotype.Component;

/// Reads what is to be said in public: nothing about anybody's money, no number of anything,
/// nothing that asks for a secret, no angry word. It knows no exceptions.
@Component
public class PublicGuard {

    private static final Set<Tone.Kind> UNCIVIL = Set.of(Tone.Kind.ABUSIVE, Tone.Kind.ANGRY);

    /// Telephones, cards, cases, payments, addresses: whoever reads it could use it.
    private static final List<Pattern> NUMBERS =
            List.of(
                    Pattern.compile("(?<![A-Za-z0-9])[A-Za-z]?\\d(?:[ -]?\\d){5,}"),
                    Pattern.compile("[\\w.+-]+@[\\w-]+\\.[\\w.-]+"));

    private final Understanding understanding;
    private final Clock clock;

    PublicGuard(Understanding understanding, Clock clock) {
        this.understanding = understanding;
        this.clock = clock;
    }

    public enum Kind {
        ASKS_FOR_A_SECRET,
        MONEY,
        NUMBER,
        UNCIVIL
    }

    /// @param words those it is about
    public record Doubt(Kind kind, String words) {}

    /// @return empty when it may be said
    public List<Doubt> check(String text) {
        var doubts = new ArrayList<Doubt>();
        Secrets.asked(text).ifPresent(it -> doubts.add(new Doubt(Kind.ASKS_FOR_A_SECRET, it)));
        for (var fact : Facts.in(text, ZoneOffset.UTC, clock.instant(), Wallets.HOME)) {
            var words = text.substring(fact.place().from(), fact.place().to());
            switch (fact) {
                case Fact.Sum _ -> doubts.add(new Doubt(Kind.MONEY, words));
                case Fact.OurNumber _ -> doubts.add(new Doubt(Kind.NUMBER, words));
                default -> {}
            }
        }
        NUMBERS.stream()
                .flatMap(it -> it.matcher(text).results())
                .forEach(it -> doubts.add(new Doubt(Kind.NUMBER, it.group())));
        understanding.tones(text).stream()
                .filter(it -> UNCIVIL.contains(it.kind()))
                .findFirst()
                .ifPresent(it -> doubts.add(new Doubt(Kind.UNCIVIL, it.words())));
        return List.copyOf(doubts);
    }
}
